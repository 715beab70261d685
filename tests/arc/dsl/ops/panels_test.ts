import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("merge_panels looks tuples up and gives the last colour to unknown ones", () => {
  const tuples = [[11, 4], [10, 3], [0, 0]];
  assertEquals(runOp("merge_panels", { split: "lines", tuples }, grid("11510", "00501")), [
    "43",
    "00",
  ]);
  assertEquals(runOp("merge_panels", { split: "lines", tuples }, grid("11", "10")), undefined);
});

Deno.test("overlay_panels shows the first panel of the order that is not background", () => {
  const g = grid("1022", "0002");
  assertEquals(runOp("overlay_panels", { split: "parts2x1", order: [0, 1] }, g), ["12", "02"]);
  assertEquals(runOp("overlay_panels", { split: "parts2x1", order: [1, 0] }, g), ["22", "02"]);
});

Deno.test("vote_panels takes the commonest colour at each cell, the smaller on a tie", () => {
  assertEquals(runOp("vote_panels", { split: "parts3x1" }, grid("101213")), ["10"]);
  assertEquals(runOp("vote_panels", { split: "parts3x1" }, grid("10")), undefined);
});

Deno.test("summarise_panels gives a cell per panel between lines", () => {
  assertEquals(runOp("summarise_panels", {}, grid("00500", "01520", "55555", "03500", "00500")), [
    "12",
    "30",
  ]);
});

Deno.test("rate_panels looks each panel's measure up", () => {
  const params = { by: "size", rows: [[2, 1], [0, 0]] };
  assertEquals(runOp("rate_panels", params, grid("60506", "60500", "55555", "06500", "00500")), [
    "10",
    "00",
  ]);
  assertEquals(runOp("rate_panels", params, grid("60", "06")), undefined);
});
