import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { paletteOf } from "./judge_pair.ts";

/**
 * True when a predicted test output is of the kind the train outputs are: a size they allow, only colours
 * seen in a train output or in its own input, not one flat colour unless a train output is, and not the
 * unchanged input unless a train output is.
 *
 * Sizes allowed: the input's where all outputs keep it, the constant one where all outputs share it,
 * otherwise up to the largest side seen, stretched as outputs stretched their inputs.
 */
export function plausibleOutput(prediction: Grid, input: Grid, task: Task): boolean {
  let seen = paletteOf(input);
  let flatSeen = false, copySeen = false;
  for (const pair of task.train) {
    const palette = paletteOf(pair.output);
    seen |= palette;
    flatSeen ||= isSingle(palette);
    copySeen ||= pair.output.equals(pair.input);
  }
  const palette = paletteOf(prediction);
  if ((palette & ~seen) !== 0) return false;
  if (!flatSeen && isSingle(palette) && prediction.cells.length > 1) return false;
  if (!copySeen && prediction.equals(input)) return false;
  return plausibleSize(prediction, input, task);
}

function plausibleSize(prediction: Grid, input: Grid, task: Task): boolean {
  const { train } = task;
  const sameAs = (a: Grid, b: Grid) => a.width === b.width && a.height === b.height;
  if (train.every((pair) => sameAs(pair.output, pair.input))) return sameAs(prediction, input);
  const first = train[0];
  if (first === undefined) return true;
  if (train.length > 1 && train.every((pair) => sameAs(pair.output, first.output))) {
    return sameAs(prediction, first.output);
  }
  const within = (side: "width" | "height") => {
    let limit = 0;
    for (const { input: before, output } of train) {
      limit = Math.max(limit, output[side], input[side] * output[side] / before[side]);
    }
    return prediction[side] <= Math.ceil(limit);
  };
  return within("width") && within("height");
}

function isSingle(palette: number): boolean {
  return (palette & (palette - 1)) === 0;
}
