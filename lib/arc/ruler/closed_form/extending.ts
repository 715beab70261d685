import type { Bench } from "./_bench.ts";
import { closedForm, sameSize } from "./_family.ts";
import { finish } from "./_finish.ts";

/** Repetitions that go on to the edge, lines put in order, boxes filled between their corners. */
export const extendingFamily = closedForm({
  name: "extending",
  doc:
    "A repetition that goes on to the edge, lines in order of their filling, boxes between corner marks.",
  when: sameSize,
  search(bench) {
    for (const lines of ["columns", "rows"]) {
      for (const order of ["most", "least"]) {
        finish(bench, bench.then(bench.start, "sort_lines", { lines, order }));
      }
    }
    for (const direction of ["down", "right", "up", "left"]) {
      for (const lines of ["together", "each"]) {
        for (const least of lines === "each" ? [1] : [1, 2, 3]) {
          if (!bench.open) return;
          finish(bench, bench.then(bench.start, "extend_pattern", { direction, lines, least }));
        }
      }
    }
    for (const ink of newInks(bench)) {
      for (const part of ["inside", "sides", "both"]) {
        if (!bench.open) return;
        finish(bench, bench.then(bench.start, "fill_between_corners", { ink, part }));
      }
    }
  },
});

/** The colours that changed cells have, and the corners' own. */
function newInks(bench: Bench): number[] {
  const inks = new Set<number>([11]);
  bench.outputs.forEach((output, p) => {
    output.cells.forEach((c, i) => {
      if (c !== bench.inputs[p]!.cells[i]) inks.add(c);
    });
  });
  return [...inks].slice(0, 4);
}
