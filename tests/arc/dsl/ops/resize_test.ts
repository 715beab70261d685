import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("enlarge makes blocks, and does not apply where they would not fit", () => {
  assertEquals(runOp("enlarge", { fx: 2, fy: 1 }, grid("12")), ["1122"]);
  assertEquals(runOp("enlarge", { fx: 30, fy: 30 }, grid("12", "34")), undefined);
});

Deno.test("enlarge_by takes the factor from the input", () => {
  assertEquals(runOp("enlarge_by", { quantity: "cells" }, grid("12"), grid("0033")), [
    "1122",
    "1122",
  ]);
  assertEquals(runOp("enlarge_by", { quantity: "cells" }, grid("12"), grid("00")), undefined);
});

Deno.test("reduce_blocks takes the corner, the commonest colour, or any that is not background", () => {
  const g = grid("0104", "0000");
  assertEquals(runOp("reduce_blocks", { fx: 2, fy: 2, take: "any" }, g), ["14"]);
  assertEquals(runOp("reduce_blocks", { fx: 2, fy: 2, take: "most" }, g), ["00"]);
  assertEquals(runOp("reduce_blocks", { fx: 2, fy: 2, take: "corner" }, g), ["00"]);
  assertEquals(runOp("reduce_blocks", { fx: 3, fy: 2, take: "any" }, g), undefined);
});

Deno.test("cut_content cuts the box of a colour, of all, of the rarest and of the commonest", () => {
  const g = grid("00000", "01100", "00020", "00000");
  assertEquals(runOp("cut_content", { colour: -1 }, g), ["110", "002"]);
  assertEquals(runOp("cut_content", { colour: 1 }, g), ["11"]);
  assertEquals(runOp("cut_content", { colour: -2 }, g), ["2"]);
  assertEquals(runOp("cut_content", { colour: -3 }, g), ["11"]);
  assertEquals(runOp("cut_content", { colour: 7 }, g), undefined);
});

Deno.test("cut_part takes equal parts, a line between them left out", () => {
  assertEquals(runOp("cut_part", { columns: 2, rows: 1, index: 1 }, grid("12534")), ["34"]);
  assertEquals(runOp("cut_part", { columns: 2, rows: 1, index: 1 }, grid("1234")), ["34"]);
  assertEquals(runOp("cut_part", { columns: 2, rows: 1, index: 2 }, grid("1234")), undefined);
});

Deno.test("trim and add_frame undo each other", () => {
  const sides = { left: 1, top: 1, right: 1, bottom: 1 };
  const framed = grid("999", "919", "999");
  assertEquals(runOp("add_frame", { size: 1, colour: 9 }, grid("1")), ["999", "919", "999"]);
  assertEquals(runOp("trim", sides, framed), ["1"]);
  assertEquals(runOp("trim", sides, grid("11", "11")), undefined);
  assertEquals(runOp("add_frame", { size: 1, colour: -1 }, grid("12")), ["1122", "1122", "1122"]);
});

Deno.test("drop_repeats drops rows and columns seen before, the last or any", () => {
  assertEquals(runOp("drop_repeats", { scope: "next" }, grid("1122", "1122", "3344")), [
    "12",
    "34",
  ]);
  assertEquals(runOp("drop_repeats", { scope: "all" }, grid("121", "343", "121")), ["12", "34"]);
});

Deno.test("drop_lines drops separators and needs some", () => {
  assertEquals(runOp("drop_lines", {}, grid("1050", "0051", "5555", "0150")), [
    "100",
    "001",
    "010",
  ]);
  assertEquals(runOp("drop_lines", {}, grid("10", "01")), undefined);
});
