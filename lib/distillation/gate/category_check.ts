import { meanInterval } from "./mean_interval.ts";
import { signFlipP } from "./sign_flip_p.ts";
import type { GateDecision } from "../session/gate_decision.ts";

/** Chance that any category is called worse where an edit changes nothing, and of each end of an interval. */
const CATEGORY_ALPHA = 0.05;

/** What is known of one category of tasks. */
export type CategoryVerdict = GateDecision["clusters"][number];

/**
 * Asks of each category whether it loses more than `maxRegression`, with three answers.
 *
 * A bare limit on the measured change is mostly noise: with ten tasks of a category one task is ten points.
 * So `no` (it does lose) takes two things: the measured loss is beyond the limit, and chance would hardly
 * make one like it (exact sign flips, at 5 % shared by all categories). `yes` takes a lower bound above the
 * limit. All else is `unknown`, and said to be.
 */
export function checkCategories(
  differences: ReadonlyMap<string, readonly number[]>,
  maxRegression: number,
): CategoryVerdict[] {
  return [...differences].sort(([a], [b]) => a < b ? -1 : 1).map(([id, values]) => {
    const delta = mean(values);
    const ci = meanInterval(values, CATEGORY_ALPHA);
    const nonInferior = fell(values, maxRegression, differences.size)
      ? "no"
      : ci.low > -maxRegression
      ? "yes"
      : "unknown";
    return { id, tasks: values.length, delta, ci, nonInferior };
  });
}

/** A loss beyond the limit that chance would hardly make. */
export function fell(
  values: readonly number[],
  maxRegression: number,
  categories: number,
): boolean {
  return mean(values) < -maxRegression &&
    signFlipP(values.map((value) => -value)) <= CATEGORY_ALPHA / categories;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
