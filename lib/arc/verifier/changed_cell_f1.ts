import type { Grid } from "../grid/grid.ts";
import type { Pair } from "../task/task.ts";

/**
 * F1 of the cells a prediction changed against the cells that had to change, in [0,1].
 *
 * A cell counts as changed when it differs from the input; where the input has another size than the
 * output, when it differs from the output's most frequent colour. A hit is a changed cell of the right
 * colour. Doing nothing scores 0 unless nothing was to be done; a missing or wrongly sized prediction scores 0.
 */
export function changedCellF1(prediction: Grid | null, pair: Pair): number {
  const expected = pair.output;
  if (
    prediction === null || prediction.width !== expected.width ||
    prediction.height !== expected.height
  ) return 0;
  const sameSize = pair.input.width === expected.width && pair.input.height === expected.height;
  const before = sameSize ? pair.input.cells : null;
  const blank = before === null ? mostFrequentColour(expected) : 0;
  let changed = 0, due = 0, hits = 0;
  for (let i = 0; i < expected.cells.length; i++) {
    const was = before === null ? blank : before[i]!;
    const got = prediction.cells[i]!, want = expected.cells[i]!;
    if (got !== was) changed++;
    if (want !== was) due++;
    if (got !== was && got === want) hits++;
  }
  return changed + due === 0 ? 1 : 2 * hits / (changed + due);
}

/** The colour of most cells, the smaller one on a draw. */
export function mostFrequentColour(grid: Grid): number {
  const counts = new Uint32Array(10);
  for (const colour of grid.cells) counts[colour]!++;
  let best = 0;
  for (let colour = 1; colour < 10; colour++) if (counts[colour]! > counts[best]!) best = colour;
  return best;
}
