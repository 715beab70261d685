import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("map_colours replaces by the table and keeps what it does not name", () => {
  const map = [-1, 5, -1, -1, -1, -1, -1, -1, -1, -1];
  assertEquals(runOp("map_colours", { map }, grid("0123")), ["0523"]);
});

Deno.test("map_places replaces by how common a colour is", () => {
  assertEquals(
    runOp("map_places", { map: [1, 0], among: "foreground" }, grid("00003344", "00000003")),
    [
      "00004433",
      "00000004",
    ],
  );
  assertEquals(runOp("map_places", { map: [107], among: "foreground" }, grid("0034")), ["0077"]);
});

Deno.test("swap_two exchanges two colours and refuses three", () => {
  assertEquals(runOp("swap_two", {}, grid("1221")), ["2112"]);
  assertEquals(runOp("swap_two", {}, grid("123")), undefined);
});

Deno.test("paint_foreground paints all but the background", () => {
  assertEquals(runOp("paint_foreground", { with: -1 }, grid("000221")), ["000222"]);
  assertEquals(runOp("paint_foreground", { with: -2 }, grid("000221")), ["000111"]);
  assertEquals(runOp("paint_foreground", { with: 4 }, grid("000221")), ["000444"]);
});
