import { normalQuantile } from "../../substrate/learn/normal.ts";

/** Both ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * An interval for the mean of values in [−1, 1] that misses it at either end with about probability `alpha`.
 *
 * The means that a score test does not reject: with its variance taken at the mean tested it is wide for few
 * values, and all of [−1, 1] for next to none. Values that are all alike still leave room for others as rare
 * as `alpha` lets them be ("rule of three"). For the reader's eye: what is decided is decided by bets.
 *
 * Source: E. B. Wilson, JASA 22 (1927), for a mean; J. A. Hanley, A. Lippman-Hand, JAMA 249 (1983).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { meanInterval } from "./mean_interval.ts";
 * const { low, high } = meanInterval([0, 1, 0, 1, 0, 1, 0, 1, 0, 1], 0.05);
 * assert(low > 0.1 && low < 0.3 && high > 0.7 && high < 0.9);
 * ```
 */
export function meanInterval(values: readonly number[], alpha: number): Interval {
  const count = values.length;
  const z2 = normalQuantile(alpha) ** 2;
  if (count === 0) return { low: -1, high: 1 };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  const unseen = 1 - alpha ** (1 / count);
  const half = count <= z2 ? 2 : Math.sqrt(z2 * spread / (count - z2));
  return {
    low: Math.max(-1, Math.min(mean - half, mean - unseen * (1 + mean))),
    high: Math.min(1, Math.max(mean + half, mean + unseen * (1 - mean))),
  };
}
