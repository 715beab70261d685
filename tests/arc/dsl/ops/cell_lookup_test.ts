import { assertEquals } from "@std/assert";
import { grid, runOp } from "./_run_op.ts";

Deno.test("cell_lookup paints by own colour and a feature and keeps what is not listed", () => {
  const params = { own: "colour", by: ["checker"], copy: "", rows: [[0, 1, 4]] };
  assertEquals(runOp("cell_lookup", params, grid("000", "020")), ["040", "424"]);
});

Deno.test("cell_lookup copies a colour feature, and reads thresholds", () => {
  const copy = { own: "class", by: ["ray_right"], copy: "ray_right", rows: [[0, 3, 11]] };
  assertEquals(runOp("cell_lookup", copy, grid("0030")), ["3330"]);
  const least = { own: "class", by: ["x>=2"], copy: "", rows: [[0, 1, 7]] };
  assertEquals(runOp("cell_lookup", least, grid("0000")), ["0077"]);
});

Deno.test("cell_lookup does not apply with a feature nobody knows", () => {
  const params = { own: "none", by: ["no_such_feature"], copy: "", rows: [] };
  assertEquals(runOp("cell_lookup", params, grid("0")), undefined);
});
