import { assert, assertEquals } from "@std/assert";
import type { FactArgs } from "../../../lib/arc/describer/fact_kind.ts";
import { FACT_KINDS, factKindNamed } from "../../../lib/arc/describer/fact_kinds.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import type { Pair } from "../../../lib/arc/task/task.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";

/** `"12/30>21/03"`: input rows 12 and 30, output rows 21 and 03. */
function pair(text: string): Pair {
  const [input, output] = text.split(">").map((side) =>
    Grid.fromRows(side.split("/").map((row) => [...row].map(Number)))
  );
  return { input: input!, output: output! };
}

const NULLS = Array(10).fill(null);
const map = (entries: Record<number, number>) => NULLS.map((_, colour) => entries[colour] ?? null);

/** Kind, arguments, a pair it must be proposed for and hold on, and one it must not hold on. */
const CASES: readonly (readonly [string, FactArgs, string, string])[] = [
  ["size.same", {}, "12>34", "12>3"],
  ["size.constant", { width: 2, height: 1 }, "1>34", "1>3"],
  ["size.transposed", {}, "12>1/2", "12/34>13/24"],
  ["size.multiple", { x: 2, y: 1 }, "12>1212", "12>12/12"],
  ["size.divisor", { x: 1, y: 2 }, "1/2>1", "1/2/3>1"],
  ["size.offset", { width: 1, height: -1 }, "1/2>12", "1>12"],
  ["size.squared", {}, "12>1212", "1>1"],
  ["size.smaller", {}, "12>1", "12>1/2/3"],
  ["palette.same", {}, "12>21", "12>22"],
  ["palette.subset", {}, "12>22", "12>23"],
  ["palette.new", { colours: [3] }, "12>13", "12>34"],
  ["palette.removed", { colours: [2] }, "12>13", "12>12"],
  ["palette.count", { colours: 2 }, "12>13", "12>11"],
  ["palette.map", { map: map({ 1: 3, 2: 3 }) }, "12>33", "12>13"],
  ["palette.permutation", { map: map({ 1: 2, 2: 1 }) }, "12>21", "12>22"],
  ["background.input", { colour: 0 }, "0010>1", "1111>1"],
  ["background.kept", {}, "0010>0000", "0010>1111"],
  ["change.from", { colours: [1, 2] }, "120>000", "120>020"],
  ["change.to", { colours: [3] }, "120>330", "120>120"],
  ["change.adds", {}, "100>120", "100>200"],
  ["change.erases", {}, "120>100", "120>130"],
  ["change.recolours", {}, "120>130", "120>100"],
  ["change.inside_box", {}, "1010>1210", "1010>1012"],
  [
    "change.enclosed",
    {},
    "0000/1110/1010/1110>0000/1110/1210/1110",
    "0000/1110/1010/1010>0000/1110/1210/1010",
  ],
  ["change.at_most", { share: 0.25 }, "1000>1001", "1000>0111"],
  ["symmetry.input", { motion: "flip_x" }, "121>1", "122>1"],
  ["symmetry.output", { motion: "transpose" }, "1>12/23", "1>12/33"],
  ["symmetry.motion", { motion: "turn_right" }, "12/34>31/42", "12/34>24/13"],
  ["symmetry.motion", { motion: "turn_left" }, "12/34>24/13", "12/34>31/42"],
  ["symmetry.motion", { motion: "anti_transpose" }, "12/34>42/31", "12/34>13/24"],
  ["symmetry.input_period", { dx: 2, dy: 0 }, "1212>1", "1221>1"],
  ["symmetry.output_period", { dx: 2, dy: 1 }, "1>1212/1212", "1>1212/2121"],
  ["panels.separators", { colour: 5, columns: 2, rows: 1 }, "150/251>1", "155/255>1"],
  ["panels.output_is_panel", {}, "151/252>1/2", "151/252>11"],
  ["panels.equal_parts", { columns: 2, rows: 1 }, "12>1", "123>12"],
  ["objects.input_count", { by: "same4", count: 2 }, "101>1", "111>1"],
  ["objects.output_count", { by: "any8", count: 1 }, "101>012", "101>102"],
  ["objects.count_kept", { by: "same4" }, "101>202", "101>000"],
  ["objects.preserved", { by: "same4" }, "100>102", "100>200"],
  ["objects.moved", { by: "same4" }, "100>001", "100>002"],
  ["objects.shifted", { by: "any8", dx: 2, dy: 0 }, "1000>0010", "1000>0001"],
  ["objects.recoloured", { by: "same4" }, "110>220", "110>011"],
  ["objects.removed", { by: "same4" }, "101>100", "101>010"],
  ["crop.subgrid", {}, "0123>12", "0123>21"],
  ["crop.object_box", { by: "same4", which: "largest" }, "1022>33", "1022>3"],
  ["crop.object", { by: "same4", which: "smallest" }, "1022>1", "1022>22"],
  [
    "crop.object_alone",
    { by: "same4", which: "largest" },
    "1110/1210/0000>111/101",
    "1110/1210/0000>111/121",
  ],
  ["crop.object_colour", { by: "same4", which: "leftmost" }, "1022>1", "1022>2"],
  ["motion.gravity", { direction: "down" }, "10/02/00>00/00/12", "10/02/00>00/00/21"],
  ["motion.gravity", { direction: "right" }, "1020>0012", "1020>0021"],
  ["motion.rays", { directions: ["right"] }, "0100>0111", "0100>1111"],
  [
    "motion.rays",
    { directions: ["down_right"] },
    "100/000/000>100/010/001",
    "100/000/000>100/100/000",
  ],
  ["motion.shift", { direction: "left" }, "123>231", "123>312"],
  ["count.shown", { of: "objects_same4", side: "width" }, "1010>33", "1010>333"],
  ["count.shown", { of: "colours", side: "filled" }, "1020>33000", "1020>3"],
];

for (const [name, args, holding, failing] of CASES) {
  Deno.test(`${name} ${canonicalJson(args)} is proposed for and holds on ${holding}, not on ${failing}`, () => {
    const kind = factKindNamed(name);
    assert(kind !== undefined);
    assertEquals(kind.holds(args, pair(holding)), true);
    assertEquals(kind.holds(args, pair(failing)), false);
    const proposed = [...kind.propose([pair(holding)])].map(canonicalJson);
    assert(proposed.includes(canonicalJson(args)), proposed.join(" "));
  });
}

Deno.test("every kind of fact has an example above", () => {
  const shown = new Set(CASES.map(([name]) => name));
  assertEquals(FACT_KINDS.map((kind) => kind.name).filter((name) => !shown.has(name)), []);
});
