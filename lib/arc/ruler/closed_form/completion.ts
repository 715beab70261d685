import { backgroundOf } from "../../dsl/ops/_background.ts";
import { PERIODS } from "../../dsl/ops/_periods.ts";
import type { Bench } from "./_bench.ts";
import { closedForm } from "./_family.ts";
import { finish } from "./_finish.ts";

const AXES = ["all", "both", "x", "y"] as const;

/** Regular pictures with a masked part: the whole picture or the hidden patch by mirrors or repetition. */
export const completionFamily = closedForm({
  name: "completion",
  doc:
    "A picture completed under a mask colour by mirror images or by repetition; whole, or the hidden patch.",
  search(bench) {
    for (const mask of masks(bench)) {
      for (const axes of AXES) tryFill(bench, "complete_mirror", { mask, axes }, mask);
      for (const along of PERIODS) tryFill(bench, "complete_period", { mask, along }, mask);
    }
    // A drawing on an empty ground may lack its mirror image: the ground is then the mask.
    const ground = backgroundOf(bench.inputs[0]!);
    if (bench.outputs.every((o) => o.cells.includes(ground))) {
      for (const axes of AXES) {
        tryFill(bench, "complete_mirror", { mask: ground, axes }, ground);
      }
    }
  },
});

function tryFill(
  bench: Bench,
  op: string,
  params: { readonly [name: string]: string | number },
  mask: number,
): void {
  if (!bench.open) return;
  const filled = bench.then(bench.start, op, params);
  bench.spend(op === "complete_period" ? 4 * bench.inputs.length : 2 * bench.inputs.length);
  if (filled.grids.slice(0, bench.outputs.length).every((g) => g === undefined)) return;
  const same = bench.outputs.every((o, i) =>
    o.width === bench.inputs[i]!.width && o.height === bench.inputs[i]!.height
  );
  if (same) finish(bench, filled);
  else {
    const cut = bench.then(filled, "cut_where", { colour: mask }, "first");
    finish(bench, cut);
  }
}

/** Colours that may be masks: in every input, and gone or fewer in every output; those of the smallest output share first. */
function masks(bench: Bench): number[] {
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((c) =>
    bench.inputs.every((g) => g.cells.includes(c)) &&
    bench.outputs.every((g) => !g.cells.includes(c))
  );
}
