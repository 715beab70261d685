import { assert, assertEquals } from "@std/assert";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import { supportOf } from "../../../lib/arc/describer/describe.ts";
import { describerSynthKind, describerSynthRows } from "../../../lib/arc/synth/describer_synth.ts";
import { rulerSynthRows } from "../../../lib/arc/synth/ruler_synth.ts";
import { evaluate } from "../../../lib/arc/dsl/evaluate.ts";

const described = [...describerSynthRows({ count: 20, seed: 3 })];

Deno.test("describerSynthRows() labels every statement as the pairs say", () => {
  for (const { kind, args, pairs, support, label } of described) {
    const grids = pairs.map(({ input, output }) => ({
      input: Grid.fromRows(input),
      output: Grid.fromRows(output),
    }));
    const holds = supportOf({ kind, args, support: [] }, grids);
    assertEquals(holds, [...support]);
    assertEquals(label, holds.length === pairs.length ? 1 : 0);
  }
});

Deno.test("describerSynthRows() adds hard negatives of both sorts, no statement twice", () => {
  const why = new Set(described.map((row) => row.why));
  assertEquals(why, new Set(["holds", "some", "sibling"]));
  const keys = described.map((row) => describerSynthKind.facetsOf(row).key);
  assertEquals(new Set(keys).size, keys.length);
  const negatives = described.filter(({ label }) => label === 0).length;
  assert(negatives > 0 && 2 * negatives <= described.length);
});

Deno.test("rulerSynthRows() gives programs that fit their pairs, from the teacher and at random", () => {
  let unsolved = 0;
  const options = { made: 4, random: 6, seed: 2, nodeBudget: 3000 };
  const rows = [...rulerSynthRows({ ...options, onUnsolved: () => unsolved++ })];
  assertEquals(rows.length + unsolved, 10);
  assertEquals(new Set(rows.map(({ origin }) => origin)), new Set(["teacher", "random"]));
  for (const { program, pairs } of rows) {
    for (const { input, output } of pairs) {
      const result = evaluate(program, Grid.fromRows(input));
      assertEquals(result.kind === "grid" && result.grid.toRows(), output);
    }
  }
});
