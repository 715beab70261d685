import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("draw_rays stops before, goes under or over what is in the way", () => {
  const rays = [[2, 2, 4]], g = grid("20300", "00000");
  assertEquals(runOp("draw_rays", { rays, manner: "stop" }, g), ["24300", "00000"]);
  assertEquals(runOp("draw_rays", { rays, manner: "under" }, g), ["24344", "00000"]);
  assertEquals(runOp("draw_rays", { rays, manner: "over" }, g), ["24444", "00000"]);
});

Deno.test("draw_rays bounces diagonals off the side walls", () => {
  const rays = [[-1, 1, 11]];
  assertEquals(runOp("draw_rays", { rays, manner: "bounce" }, grid("000", "000", "000", "500")), [
    "050",
    "005",
    "050",
    "500",
  ]);
});

Deno.test("join_pairs joins equal marks that see each other", () => {
  const lines = [[-1, 11]];
  assertEquals(runOp("join_pairs", { lines, way: "rows", across: "free" }, grid("2002", "3004")), [
    "2222",
    "3004",
  ]);
  assertEquals(
    runOp("join_pairs", { lines, way: "diagonal", across: "free" }, grid("200", "000", "002")),
    [
      "200",
      "020",
      "002",
    ],
  );
});

Deno.test("join_to draws from every mark to the target it sees", () => {
  const params = { from: -1, to: 3, ink: 11, way: "straight" };
  assertEquals(runOp("join_to", params, grid("2003", "0000", "0004")), ["2223", "0004", "0004"]);
  assertEquals(runOp("join_to", { ...params, ink: 12 }, grid("2003")), ["2333"]);
  assertEquals(runOp("join_to", params, grid("2000")), ["2000"]);
});
