import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("stamp_marks paints around marks, clipped at the edge", () => {
  const stamps = [[2, -1, 0, 11, 1, 0, 7]];
  assertEquals(runOp("stamp_marks", { stamps, over: "background" }, grid("20020")), ["27227"]);
  assertEquals(runOp("stamp_marks", { stamps, over: "background" }, grid("32000")), ["32700"]);
  assertEquals(runOp("stamp_marks", { stamps, over: "all" }, grid("32000")), ["22700"]);
});

Deno.test("replace_pattern replaces every place where the pattern stands, without overlap", () => {
  const swap = { from: [[1, 1]], to: [[5, 6]] };
  assertEquals(runOp("replace_pattern", swap, grid("01110", "11000")), ["05610", "56000"]);
  assertEquals(runOp("replace_pattern", { from: [[-1, 1]], to: [[-1, 9]] }, grid("3101")), [
    "3909",
  ]);
  assertEquals(runOp("replace_pattern", { from: [[1]], to: [[1, 2]] }, grid("1")), undefined);
});
