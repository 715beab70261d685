import { BettingTest } from "./betting_test.ts";

/** Both ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Ends are found to this. */
const STEP = 1 / 512;

/**
 * The means that the values in [−1, 1] do not speak against, at `alpha` for each end.
 *
 * Each end is the last mean that a {@linkcode BettingTest} of these values, in this order, rejects: the interval
 * of a test that crossed lies above the mean it was tested against. It covers the mean with probability
 * 1 − 2 alpha, for any distribution, where `planned` was fixed before.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { meanInterval } from "./mean_interval.ts";
 * const { low, high } = meanInterval(Array(40).fill(0.5), { alpha: 0.05 });
 * assert(low > 0.35 && low < 0.5 && high > 0.5 && high < 0.65);
 * ```
 */
export function meanInterval(
  values: readonly number[],
  options: { readonly alpha: number; /** @default all of them */ readonly planned?: number },
): Interval {
  return {
    low: lowEnd(values, options),
    high: -lowEnd(values.map((value) => -value), options),
  };
}

function lowEnd(
  values: readonly number[],
  { alpha, planned = values.length }: { readonly alpha: number; readonly planned?: number },
): number {
  const rejects = (mean: number): boolean => {
    const test = new BettingTest({ alpha, planned, mean });
    return values.some((value) => (test.add(value), test.crossed));
  };
  let low = -1, high = 1;
  while (high - low > STEP) {
    const middle = (low + high) / 2;
    if (middle > -1 && middle < 1 && rejects(middle)) low = middle;
    else high = middle;
  }
  return low;
}
