import { descriptionLength, type Program } from "../dsl/program.ts";
import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { changedCellF1 } from "./changed_cell_f1.ts";
import { paletteOf } from "./judge_pair.ts";
import { plausibleOutput } from "./plausible_output.ts";
import type { Verification } from "./verify.ts";

/** Names the order and meaning of {@linkcode FEATURE_NAMES}; changes whenever either does. */
export const FEATURE_VERSION = "feature/1";

/**
 * The features of a candidate in the comparator's order, most important first.
 *
 * `exactPairs`, `shapePairs`: share of train pairs with an exact prediction, with the right size.
 * `changedF1`, `cellAccuracy`, `paletteJaccard`: means over train pairs.
 * `testPlausible`: share of test inputs with a plausible prediction. `descriptionBits`: program length, in bits.
 */
export const FEATURE_NAMES = [
  "exactPairs",
  "shapePairs",
  "changedF1",
  "cellAccuracy",
  "paletteJaccard",
  "testPlausible",
  "descriptionBits",
] as const;

/**
 * The real-valued feature vector of a verified program, in the order of {@linkcode FEATURE_NAMES}.
 *
 * All are in [0,1] but the last.
 */
export function featuresOf(
  program: Program,
  task: Task,
  verification: Pick<Verification, "verdict" | "predictions" | "testPredictions">,
): number[] {
  const { verdict: { pairs }, predictions, testPredictions } = verification;
  const meanOverPairs = (value: (index: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < pairs.length; i++) sum += value(i);
    return pairs.length === 0 ? 0 : sum / pairs.length;
  };
  let plausible = 0;
  testPredictions.forEach((grid, i) => {
    if (grid !== null && plausibleOutput(grid, task.testInputs[i]!, task)) plausible++;
  });
  return [
    meanOverPairs((i) => pairs[i]!.errorType === "ok" ? 1 : 0),
    meanOverPairs((i) => pairs[i]!.shapeOk ? 1 : 0),
    meanOverPairs((i) => changedCellF1(predictions[i]!, task.train[i]!)),
    meanOverPairs((i) => pairs[i]!.cellAccuracy),
    meanOverPairs((i) => paletteJaccard(predictions[i]!, task.train[i]!.output)),
    testPredictions.length === 0 ? 1 : plausible / testPredictions.length,
    descriptionLength(program),
  ];
}

function paletteJaccard(prediction: Grid | null, expected: Grid): number {
  if (prediction === null) return 0;
  const a = paletteOf(prediction), b = paletteOf(expected);
  return a === b ? 1 : bitCount(a & b) / bitCount(a | b);
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
