import { QUANTITIES, type Quantity, quantityOf } from "../../dsl/ops/_quantities.ts";
import { BARS, INK_ROLES } from "../../dsl/ops/counting.ts";
import type { Bench } from "./_bench.ts";
import { closedForm, otherSize } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Outputs that say how many: bars, histograms, solid answers, a literal answer per count. */
export const countingFamily = closedForm({
  name: "counting",
  doc:
    "Bars and histograms of counts, solid colours by their part, and literal answers per quantity.",
  when: otherSize,
  search(bench) {
    const first = bench.outputs[0]!;
    const constant = bench.outputs.every((o) =>
      o.width === first.width && o.height === first.height
    );
    histograms(bench);
    if (constant) {
      for (const role of INK_ROLES) {
        const params = { role, width: first.width, height: first.height };
        finish(bench, bench.then(bench.start, "solid", params));
      }
    }
    for (const quantity of QUANTITIES) {
      if (!bench.spend(bench.inputs.length)) return;
      const counts = bench.inputs.map((grid) => quantityOf(grid, quantity));
      countedCells(bench, quantity, counts);
      if (constant) literalAnswers(bench, quantity, counts);
    }
  },
});

function histograms(bench: Bench): void {
  for (const of of BARS) {
    for (const length of ["one", "count"]) {
      for (const order of ["most", "least", "place"]) {
        for (const bars of ["rows", "columns"]) {
          if (!bench.open) return;
          finish(bench, bench.then(bench.start, "histogram", { of, order, bars, length }));
        }
      }
    }
  }
}

/** As many cells as the quantity, where the outputs have that many of one colour on 0. */
function countedCells(bench: Bench, quantity: Quantity, counts: readonly number[]): void {
  const inks = bench.outputs.map((o, p) => {
    const painted = o.cells.filter((c) => c !== 0);
    const ink = painted[0] ?? -1;
    return painted.length === counts[p] && painted.every((c) => c === ink) ? ink : undefined;
  });
  if (inks.includes(undefined)) return;
  const known = inks.filter((ink) => ink !== undefined && ink >= 0);
  const ink = known.every((c) => c === known[0]) ? known[0] ?? -1 : -1;
  const side = (of: "width" | "height"): number | undefined => {
    const sides = bench.outputs.map((o) => o[of]);
    if (sides.every((s) => s === sides[0])) return sides[0];
    return sides.every((s, p) => s === counts[p]) ? 0 : undefined;
  };
  const width = side("width"), height = side("height");
  if (width === undefined || height === undefined) return;
  for (const along of ["rows", "columns", "snake", "diagonal"]) {
    bench.offer(bench.then(bench.start, "count_cells", { quantity, ink, width, height, along }));
  }
}

/** One literal output per value of the quantity, where equal values have equal outputs and every test value was seen. */
function literalAnswers(bench: Bench, quantity: Quantity, counts: readonly number[]): void {
  const answers = new Map<number, number[]>();
  for (let p = 0; p < bench.outputs.length; p++) {
    const output = bench.outputs[p]!, row = [counts[p]!, output.width, ...output.cells];
    const before = answers.get(counts[p]!);
    if (before !== undefined && before.join() !== row.join()) return;
    answers.set(counts[p]!, row);
  }
  // A value seen once proves nothing: at least one must explain two pairs.
  if (answers.size === bench.outputs.length || answers.size < 2) return;
  if (counts.some((n) => !answers.has(n))) return;
  const rows = [...answers.values()].sort((a, b) => a[0]! - b[0]!);
  bench.offer(bench.then(bench.start, "answer_by_quantity", { quantity, answers: rows }));
}
