import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("tile_motions lays copies out, each under its motion, -1 blank", () => {
  assertEquals(
    runOp("tile_motions", { columns: 3, rows: 1, motions: [0, 4, -1] }, grid("10", "20")),
    ["100100", "200200"],
  );
  assertEquals(runOp("tile_motions", { columns: 2, rows: 1, motions: [0] }, grid("1")), undefined);
});

Deno.test("kronecker puts the grid at its own cells of the key", () => {
  const params = { key: "foreground", colour: 0, blank: 0, copy: "plain" };
  assertEquals(runOp("kronecker", params, grid("03", "30")), ["0003", "0030", "0300", "3000"]);
  assertEquals(runOp("kronecker", { ...params, copy: "inverted" }, grid("03", "30")), [
    "0030",
    "0003",
    "3000",
    "0300",
  ]);
});

Deno.test("tile_to repeats over a given area from an offset", () => {
  assertEquals(runOp("tile_to", { width: 5, height: 1, dx: 1, dy: 0 }, grid("123")), ["23123"]);
});

Deno.test("tile_by repeats as often as the input has colours", () => {
  assertEquals(runOp("tile_by", { times: "foreground_colours" }, grid("5"), grid("0012")), [
    "55",
    "55",
  ]);
});
