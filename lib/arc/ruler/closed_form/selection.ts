import { type Choice, CHOICES, choose } from "../../dsl/ops/select_object.ts";
import { type Measure, MEASURES } from "../../dsl/ops/_segment_measures.ts";
import { type Segmentation, SEGMENTATIONS, segmentsOf } from "../../dsl/ops/_segments.ts";
import type { Bench } from "./_bench.ts";
import { closedForm, otherSize } from "./_family.ts";
import { finish } from "./_finish.ts";

/** One object, panel or colour chosen by what is most, least or unique about it, cut out and finished. */
export const selectionFamily = closedForm({
  name: "selection",
  doc:
    "One piece chosen by the most, least, unique or second measure, cut out, then one finishing step.",
  when: otherSize,
  search(bench) {
    const seen = new Set<string>();
    for (const of of SEGMENTATIONS) {
      if (!bench.spend(2 * bench.inputs.length)) return;
      if (bench.inputs.some((grid) => segmentsOf(grid, of).list.length === 0)) continue;
      for (const { by, choice } of picksOf(bench, of)) {
        if (!bench.open) return;
        for (const crop of ["box", "only"]) {
          const base = bench.then(bench.start, "select_piece", { of, by, choice, crop });
          const key = base.grids.map((g) => g?.hash ?? -1).join(" ");
          if (!seen.has(key)) finish(bench, base);
          seen.add(key);
        }
      }
    }
  },
});

/** The different picks of pieces on all inputs, each with its first measure; those that more measures agree on come first. */
function picksOf(bench: Bench, of: Segmentation): { by: Measure; choice: Choice }[] {
  const picks = new Map<string, { by: Measure; choice: Choice; votes: number }>();
  for (const by of MEASURES) {
    if (!bench.spend(1)) break;
    for (const choice of CHOICES) {
      const indices = bench.inputs.map((grid) => choose(grid, of, by, choice));
      if (indices.includes(-1)) continue;
      const key = indices.join(" ");
      const pick = picks.get(key);
      if (pick === undefined) picks.set(key, { by, choice, votes: 1 });
      else pick.votes++;
    }
  }
  return [...picks.values()]
    .map((pick, order) => ({ ...pick, order }))
    .sort((a, b) => b.votes - a.votes || a.order - b.order);
}
