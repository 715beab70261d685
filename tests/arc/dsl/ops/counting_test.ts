import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("histogram draws a bar per colour in order of count", () => {
  const g = grid("0110", "0012", "0000");
  const params = { of: "colours", order: "most", bars: "rows", length: "count" };
  assertEquals(runOp("histogram", params, g), ["111", "200"]);
  assertEquals(runOp("histogram", { ...params, length: "one", order: "least" }, g), ["2", "1"]);
  assertEquals(runOp("histogram", params, grid("000")), undefined);
});

Deno.test("count_cells paints as many cells as the quantity", () => {
  const params = { quantity: "objects", ink: 3, width: 3, height: 1, along: "rows" };
  assertEquals(runOp("count_cells", params, grid("101", "000")), ["330"]);
  assertEquals(runOp("count_cells", { ...params, width: 0, ink: -1 }, grid("101", "000")), ["11"]);
  assertEquals(runOp("count_cells", { ...params, width: 0 }, grid("000")), undefined);
});

Deno.test("answer_by_quantity gives the listed grid and nothing for an unlisted count", () => {
  const params = { quantity: "cells", answers: [[1, 2, 5, 6], [2, 1, 7, 8]] };
  assertEquals(runOp("answer_by_quantity", params, grid("010")), ["56"]);
  assertEquals(runOp("answer_by_quantity", params, grid("011")), ["7", "8"]);
  assertEquals(runOp("answer_by_quantity", params, grid("111")), undefined);
});

Deno.test("solid is one colour named by its part", () => {
  const params = { role: "rarest_foreground", width: 2, height: 1 };
  assertEquals(runOp("solid", params, grid("0011", "0002")), ["22"]);
});
