import { CHOICES, choose } from "../../dsl/ops/select_object.ts";
import { MEASURES } from "../../dsl/ops/_segment_measures.ts";
import { SEGMENTATIONS, segmentsOf } from "../../dsl/ops/_segments.ts";
import { closedForm, otherSize } from "./_family.ts";
import { finish } from "./_finish.ts";

/** One object, panel or colour chosen by what is most, least or unique about it, cut out and finished. */
export const selectionFamily = closedForm({
  name: "selection",
  doc:
    "One piece chosen by the most, least, unique or second measure, cut out, then one finishing step.",
  when: otherSize,
  search(bench) {
    for (const of of SEGMENTATIONS) {
      if (!bench.spend(2 * bench.inputs.length)) return;
      if (bench.inputs.some((grid) => segmentsOf(grid, of).list.length === 0)) continue;
      const picks = new Set<string>();
      for (const by of MEASURES) {
        if (!bench.spend(bench.inputs.length)) return;
        for (const choice of CHOICES) {
          const indices = bench.inputs.map((grid) => choose(grid, of, by, choice));
          if (indices.includes(-1)) continue;
          const key = indices.join(" ");
          if (picks.has(key)) continue;
          picks.add(key);
          for (const crop of ["box", "only"]) {
            finish(bench, bench.then(bench.start, "select_piece", { of, by, choice, crop }));
          }
        }
      }
    }
  },
});
