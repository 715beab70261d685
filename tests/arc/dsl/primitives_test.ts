import { assert, assertEquals } from "@std/assert";
import type { Json } from "../../../lib/substrate/values/canonical_json.ts";
import { applyOp } from "../../../lib/arc/dsl/apply_op.ts";
import { evaluate } from "../../../lib/arc/dsl/evaluate.ts";
import { opNamed, registry } from "../../../lib/arc/dsl/registry.ts";
import type { Value } from "../../../lib/arc/dsl/value.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";

type Row = readonly [
  op: string,
  params: { readonly [name: string]: Json },
  args: readonly string[],
  result: string,
];

/** Grids as rows of digits joined by `/`, lists joined by a space, `@x,y` where the origin is not 0,0. */
const ROWS: readonly Row[] = [
  ["filter_colour", { "colour": 2 }, ["120/221"], "020/220"],
  ["erase_colour", { "colour": 2 }, ["120/221"], "100/001"],
  ["paint_shape", { "colour": 3 }, ["120/221"], "330/333"],
  ["swap_ground", {}, ["120/221"], "002/000"],
  ["majority_colour", {}, ["120/221"], "2"],
  ["canonical_colours", { "keep": [0], "by": "most" }, ["700/955"], "200/311"],
  ["canonical_colours", { "keep": [0], "by": "first" }, ["700/955"], "100/233"],
  ["canonical_colours", { "keep": [0, 5], "by": "fewest" }, ["700/955"], "100/255"],
  ["canonical_colours", { "keep": [0], "by": "tallest" }, ["79/75/55"], "13/12/22"],
  ["restore_colours", { "keep": [0], "by": "most" }, ["210", "700/955"], "750"],
  ["crop_content", {}, ["000/012/000"], "12@1,1"],
  ["crop_content", {}, ["00"], "none"],
  ["drop_blank_lines", {}, ["102/000/304"], "12/34"],
  ["drop_repeated_lines", {}, ["112/112/334"], "12/34"],
  ["half", { "side": "left" }, ["123/456"], "1/4"],
  ["half", { "side": "bottom" }, ["123/456"], "456@0,1"],
  ["hull", { "ink": "majority" }, ["120/221"], "222/222"],
  ["size_picture", { "ink": "zero" }, ["120/221"], "000/000"],
  ["position_picture", {}, ["12"], "1"],
  ["to_origin", {}, ["12"], "12"],
  ["centre", {}, ["1222/1111/1111"], "11@1,1"],
  ["fill_enclosed", {}, ["0000/0111/0101/0111"], "0000/0111/0111/0111"],
  ["enclosed", {}, ["0000/0111/0101/0111"], "0000/0000/0010/0000"],
  ["rim", { "keep": "rim" }, ["111/121/111"], "111/101/111"],
  ["rim", { "keep": "inside" }, ["111/121/111"], "000/020/000"],
  ["outline", { "ink": "one", "touch": "corners" }, ["000/020/000"], "111/101/111"],
  ["outline", { "ink": "majority", "touch": "sides" }, ["000/020/000"], "020/202/020"],
  ["frame", { "ink": "majority" }, ["2"], "222/222/222@-1,-1"],
  ["smear", { "to": "right" }, ["010/200"], "011/222"],
  ["smear", { "to": "cross" }, ["000/020/000"], "020/222/020"],
  ["smear", { "to": "star" }, ["000/020/000"], "222/222/222"],
  ["smear", { "to": "falling" }, ["000/020/000"], "200/020/002"],
  ["connect", { "along": "rows" }, ["1001/0100/0000/0120"], "0110/0000/0000/0000"],
  ["connect", { "along": "columns" }, ["1001/0100/0000/0120"], "0000/0000/0100/0000"],
  ["connect", { "along": "both" }, ["1001/0000/0000/1001"], "0110/1001/1001/0110"],
  ["connect", { "along": "diagonals" }, ["100/000/001"], "000/010/000"],
  ["spread_colours", { "majority": "spreads" }, ["1000/0002"], "1112/1122"],
  ["spread_colours", { "majority": "stays" }, ["110/002"], "112/222"],
  ["canvas", { "width": 2, "height": 1 }, ["1"], "00"],
  [
    "canvas_scaled",
    { "times_x": 2, "over_x": 1, "plus_x": 1, "times_y": 1, "over_y": 2, "plus_y": 0 },
    ["12/34"],
    "00000",
  ],
  ["embed", {}, ["12", "000/000"], "120/000"],
  ["wrap", {}, ["1234", "00/00/00"], "12/34/00"],
  ["scale_to", {}, ["12", "0000/0000"], "1122/1122"],
  ["scale_to", {}, ["123", "0000"], "none"],
  ["repeat", { "gap": 0 }, ["12", "00000/00000"], "12121/12121"],
  ["repeat", { "gap": 1 }, ["12", "00000/00000"], "12012/00000"],
  ["mirror", { "gap": 0 }, ["12", "00000"], "12211"],
  [
    "objects",
    { "colours": "one", "touch": "sides", "crop": "only" },
    ["110/002/022"],
    "11 02/22@1,1",
  ],
  [
    "objects",
    { "colours": "mixed", "touch": "corners", "crop": "full" },
    ["110/002/022"],
    "110/002/022",
  ],
  ["patches", {}, ["11/00"], "11 00@0,1"],
  ["split_colours", { "crop": "none" }, ["12/01"], "10/01 02/00"],
  ["split_colours", { "crop": "box" }, ["12/01"], "12/01 2@1,0"],
  ["split_columns", {}, ["12/34"], "1/3 2/4@1,0"],
  ["split_rows", {}, ["12/34"], "12 34@0,1"],
  ["split_panels", {}, ["152/354"], "1/3 2/4@2,0"],
  ["split_panels", {}, ["1234"], "12 34@2,0"],
  ["marked_insides", { mark: "corners" }, ["3003/0120/3003"], "12@1,1"],
  ["marked_insides", { mark: "frame" }, ["3333/3123/3333"], "12@1,1"],
  ["blank_regions", { reach: "all" }, ["0110/1001"], "1 1@3,0 11@1,1"],
  ["blank_regions", { reach: "enclosed" }, ["0111/0101/0111"], "1@2,1"],
  ["keep_max", { by: "cells", keep: "best" }, ["1 22 33"], "22"],
  ["keep_rank", { by: "cells", rank: 2 }, ["1 222 33"], "33"],
  ["boxes", {}, ["0100/1000/0003"], "1100/1100/0003"],
  ["keep_where", { measure: "width", is: 1 }, ["1 22"], "1"],
  ["combine", { where: "all" }, ["110 022"], "010"],
  ["combine", { where: "one" }, ["110 022"], "102"],
  ["combine", { where: "none" }, ["100 020"], "001"],
  ["pick_max", { "by": "cells" }, ["10 11 01"], "11"],
  ["pick_max", { "by": "holes" }, ["1 111/101/111"], "111/101/111"],
  ["pick_max", { "by": "rare" }, ["1 2 1"], "2"],
  ["pick_max", { "by": "least_box" }, ["11 1"], "1"],
  ["pick_unique", { "by": "colour" }, ["1 2 1"], "2"],
  ["pick_unique", { "by": "size" }, ["1 2"], "none"],
  ["pick_maxes", { "by": "cells", "keep": "others" }, ["1 11 2"], "1 2"],
  ["pick_first", { "end": "last" }, ["1 2"], "2"],
  ["overlay", { "top": "first" }, ["10 22"], "12"],
  ["overlay", { "top": "most" }, ["10 22"], "22"],
  ["in_line", { "run": "right" }, ["1 2/3"], "12/03"],
  ["in_line", { "run": "down" }, ["1 23"], "10/23"],
  ["join_two", { "run": "right" }, ["1/2", "3/4"], "13/24"],
  ["stack", { "modes": ["ink", "ink"] }, ["10", "22"], "12"],
  ["stack", { "modes": ["blank", "ink"] }, ["10", "22"], "20"],
  ["gravity", { "to": "down", "of": "cells" }, ["102/000/030"], "000/000/132"],
  ["gravity", { "to": "right", "of": "objects" }, ["1100/0000/2020"], "0011/0000/0022"],
  ["gravity", { "to": "up", "of": "objects" }, ["00/10/11"], "10/11/00"],
  ["count", { "of": "colours", "shape": "row" }, ["1223"], "222"],
  ["count", { "of": "objects", "shape": "square" }, ["101"], "11/11"],
  ["complete_pattern", {}, ["121/210/120"], "121/212/121"],
  ["complete_pattern", {}, ["1212/0121"], "1212/2121"],
  ["shift", { "to": "right", "edge": "lost" }, ["12/34"], "01/03"],
  ["shift", { "to": "up_left", "edge": "around" }, ["12/34"], "43/21"],
  ["zoom", { "by": "colours" }, ["12"], "1122/1122"],
  ["zoom", { "by": "three" }, ["1"], "111/111/111"],
  ["move_rigid", { "motion": "turn90" }, ["12/34/56"], "531/642"],
  ["move_rigid", { "motion": "turn180" }, ["12/34/56"], "65/43/21"],
  ["move_rigid", { "motion": "turn270" }, ["12/34/56"], "246/135"],
  ["move_rigid", { "motion": "flip_x" }, ["12/34/56"], "21/43/65"],
  ["move_rigid", { "motion": "flip_y" }, ["12/34/56"], "56/34/12"],
  ["move_rigid", { "motion": "transpose" }, ["12/34/56"], "135/246"],
  ["move_rigid", { "motion": "antitranspose" }, ["12/34/56"], "642/531"],
  ["move_rigid", { "motion": "identity" }, ["12"], "12"],
];

const grid = (text: string) => Grid.fromRows(text.split("/").map((row) => [...row].map(Number)));

function show(value: Value | undefined): string {
  if (value === undefined) return "none";
  if (Array.isArray(value)) return value.map(show).join(" ");
  const one = value as Grid;
  const cells = one.toRows().map((row) => row.join("")).join("/");
  return one.x === 0 && one.y === 0 ? cells : `${cells}@${one.x},${one.y}`;
}

for (const [name, params, texts, result] of ROWS) {
  Deno.test(`${name} ${JSON.stringify(params)} of ${texts.join(" and ")} is ${result}`, () => {
    const op = opNamed(name);
    for (const [key, schema] of Object.entries(op.params)) schema.parse(params[key]);
    const args = texts.map((text, i) =>
      (op.takes[i] ?? op.rest) === "grids" ? text.split(" ").map(grid) : grid(text)
    );
    const before = JSON.stringify(args);
    assertEquals(show(op.run(args, params)), result);
    assertEquals(JSON.stringify(args), before, "a primitive must not write to its arguments");
  });
}

Deno.test("a grid primitive runs on every element of a list, and on none when one does not apply", () => {
  const list = [grid("01"), grid("02")];
  assertEquals(show(applyOp(opNamed("crop_content"), [list], {})), "1@1,0 2@1,0");
  assertEquals(applyOp(opNamed("crop_content"), [[grid("1"), grid("0")]], {}), undefined);
});

Deno.test("every primitive survives a grid of one cell and the largest grid", () => {
  const small = grid("0"), large = Grid.filled(30, 30, 3);
  for (const op of registry.values()) {
    if (Object.keys(op.params).length > 0) continue;
    for (const input of [small, large]) {
      const args = op.takes.map((type) => (type === "grids" ? [input] : input));
      op.run(args, {});
    }
  }
});

Deno.test("a program fails with the step that does not apply", () => {
  const steps = [
    { op: "filter_colour", args: [0], params: { colour: 4 } },
    { op: "crop_content", args: [1], params: {} },
  ];
  const result = evaluate({ steps }, grid("123"));
  assert(result.kind === "failed");
  assertEquals(result.step, 1);
});
