import type { ChoiceSource } from "./choice.ts";
import { type ChoiceModel, probabilities } from "./choice_model.ts";

/** How well a model predicts choices it was not fitted on. */
export interface ChoiceMetrics {
  readonly choices: number;
  /** Share of choices whose most probable option is the right one; draws count as 1/(number drawn). */
  readonly accuracy: number;
  /** Mean −ln p(right), in nats. */
  readonly logLoss: number;
  /** What a uniform guess would score, in nats. */
  readonly uniformLogLoss: number;
  /** Expected calibration error over ten equal bins of the top probability, in [0,1] (Guo et al. 2017). */
  readonly calibrationError: number;
}

const BINS = 10;

/**
 * Measures a model on a stream of choices, in one pass.
 *
 * @throws {RangeError} when there is no choice to measure on.
 */
export async function measureChoices(
  model: ChoiceModel,
  source: ChoiceSource,
): Promise<ChoiceMetrics> {
  let count = 0, right = 0, loss = 0, uniform = 0;
  const binCount = new Float64Array(BINS), binRight = new Float64Array(BINS);
  const binTop = new Float64Array(BINS);
  for await (const { options, chosen } of source()) {
    const shares = probabilities(model, options);
    const top = Math.max(...shares);
    const drawn = shares.filter((share) => share === top).length;
    const hit = shares[chosen] === top ? 1 / drawn : 0;
    const bin = Math.min(BINS - 1, Math.floor(top * BINS));
    count++;
    right += hit;
    loss -= Math.log(Math.max(shares[chosen] ?? 0, Number.MIN_VALUE));
    uniform += Math.log(options.length);
    binCount[bin]!++;
    binRight[bin]! += hit;
    binTop[bin]! += top;
  }
  if (count === 0) {
    throw new RangeError("Expected at least one choice to measure on but found none");
  }
  let gap = 0;
  for (let i = 0; i < BINS; i++) gap += Math.abs(binRight[i]! - binTop[i]!);
  return {
    choices: count,
    accuracy: right / count,
    logLoss: loss / count,
    uniformLogLoss: uniform / count,
    calibrationError: gap / count,
  };
}
