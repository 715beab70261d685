import { type Measure, measureAll, MEASURES } from "../../dsl/ops/_segment_measures.ts";
import { PANEL_SPLITS, panelsOf, tupleAt } from "../../dsl/ops/panels.ts";
import type { Bench } from "./_bench.ts";
import { closedForm } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Panels of equal size merged cell by cell: a table of colour tuples, a vote, or one laid over another. */
export const panelLogicFamily = closedForm({
  name: "panel_logic",
  doc: "Equal panels merged by a table of colour tuples, by priority or by vote.",
  when: ({ task }) =>
    task.train.every(({ input, output }) => output.cells.length <= input.cells.length),
  search(bench) {
    for (const split of PANEL_SPLITS) {
      if (!bench.spend(bench.inputs.length)) return;
      const counts = bench.outputs.map((_, p) => panelsOf(bench.inputs[p]!, split).length);
      const count = counts[0]!;
      if (count < 2 || counts.some((n) => n !== count)) {
        if (counts.every((n) => n >= 2)) {
          bench.offer(bench.then(bench.start, "overlay_panels", { split, order: [] }));
          bench.offer(bench.then(bench.start, "vote_panels", { split }));
        }
        continue;
      }
      const plain = bench.found;
      const tuples = count <= 5 ? deriveTuples(bench, split) : undefined;
      if (tuples?.total === true) {
        bench.offer(bench.then(bench.start, "merge_panels", { split, tuples: tuples.rows }));
      }
      if (count <= 4) {
        for (const order of orders(count)) {
          bench.offer(bench.then(bench.start, "overlay_panels", { split, order }));
        }
      } else finish(bench, bench.then(bench.start, "overlay_panels", { split, order: [] }));
      finish(bench, bench.then(bench.start, "vote_panels", { split }));
      if (tuples !== undefined && bench.found === plain) {
        bench.offer(bench.then(bench.start, "merge_panels", { split, tuples: tuples.rows }));
      }
    }
    finish(bench, bench.then(bench.start, "summarise_panels", {}));
    for (const by of MEASURES) {
      const rows = deriveRatings(bench, by);
      if (rows !== undefined) bench.offer(bench.then(bench.start, "rate_panels", { by, rows }));
    }
  },
});

/** The table of tuples that the train pairs fix; `total` when the test inputs hold no other tuple. */
function deriveTuples(
  bench: Bench,
  split: (typeof PANEL_SPLITS)[number],
): { rows: number[][]; total: boolean } | undefined {
  const colours = new Map<number, number>();
  const uses = new Map<number, number>();
  for (let p = 0; p < bench.outputs.length; p++) {
    const panels = panelsOf(bench.inputs[p]!, split), output = bench.outputs[p]!;
    if (panels[0]!.width !== output.width || panels[0]!.height !== output.height) return undefined;
    for (let i = 0; i < output.cells.length; i++) {
      const key = tupleAt(panels, i), colour = output.cells[i]!, seen = colours.get(key);
      if (seen !== undefined && seen !== colour) return undefined;
      colours.set(key, colour);
      uses.set(colour, (uses.get(colour) ?? 0) + 1);
    }
  }
  let total = true;
  for (const grid of bench.inputs.slice(bench.outputs.length)) {
    const panels = panelsOf(grid, split);
    if (panels.length === 0) return undefined;
    panels[0]!.cells.forEach((_, i) => {
      if (!colours.has(tupleAt(panels, i))) total = false;
    });
  }
  // The commonest output colour goes last: it is what unseen tuples become.
  const rows = [...colours].map(([key, colour]) => [key, colour])
    .sort((a, b) => uses.get(a[1]!)! - uses.get(b[1]!)! || a[1]! - b[1]! || a[0]! - b[0]!);
  return { rows, total };
}

/** The colour of each value of a panel's measure, where each output has one cell per panel; the commonest colour last. */
function deriveRatings(bench: Bench, by: Measure): number[][] | undefined {
  if (!bench.spend(1)) return undefined;
  const colours = new Map<number, number>();
  for (let p = 0; p < bench.outputs.length; p++) {
    const values = measureAll(bench.inputs[p]!, "lines", by), output = bench.outputs[p]!;
    if (values.length < 2 || values.length !== output.cells.length) return undefined;
    for (let k = 0; k < values.length; k++) {
      const seen = colours.get(values[k]!);
      if (seen !== undefined && seen !== output.cells[k]) return undefined;
      colours.set(values[k]!, output.cells[k]!);
    }
  }
  const rows = [...colours].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return rows.length > 6 ? undefined : rows.map((row) => [...row]);
}

/** All orders of 0…count−1. */
function orders(count: number): number[][] {
  if (count === 0) return [[]];
  const out: number[][] = [];
  for (const rest of orders(count - 1)) {
    for (let at = rest.length; at >= 0; at--) {
      out.push([...rest.slice(0, at), count - 1, ...rest.slice(at)]);
    }
  }
  return out;
}
