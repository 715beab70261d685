import type { Prng } from "../values/prng.ts";

/** A mean difference with its percentile interval. */
export interface PairedInterval {
  readonly pairs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The share of probability inside the interval, in (0,1). */
  readonly confidence: number;
}

/**
 * A percentile bootstrap of the mean of paired differences `after[i] − before[i]`.
 *
 * Source: B. Efron, R. Tibshirani, "An introduction to the bootstrap", 1993, ch. 13.
 *
 * @throws {RangeError} when the lists differ in length, are empty, or hold a non-finite number.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { createPrng } from "../values/prng.ts";
 * import { pairedBootstrap } from "./paired_bootstrap.ts";
 * const before = Array.from({ length: 50 }, (_, i) => i % 2);
 * const gain = pairedBootstrap(before, before.map((x) => x + 1), { prng: createPrng(1) });
 * assert(gain.low === 1 && gain.high === 1);
 * ```
 */
export function pairedBootstrap(
  before: readonly number[],
  after: readonly number[],
  options: {
    readonly prng: Prng;
    /** @default {2000} */ readonly resamples?: number;
    /** @default {0.95} */ readonly confidence?: number;
  },
): PairedInterval {
  const { prng, resamples = 2000, confidence = 0.95 } = options;
  const pairs = before.length;
  if (pairs === 0 || pairs !== after.length) {
    throw new RangeError(
      `Expected two lists of equal length ≥ 1 but found ${pairs}, ${after.length}`,
    );
  }
  const differences = before.map((value, i) => after[i]! - value);
  const odd = differences.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0) {
    throw new RangeError(`Expected finite scores but found ${differences[odd]} at ${odd}`);
  }
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < pairs; i++) sum += differences[prng.below(pairs)]!;
    means[r] = sum / pairs;
  }
  means.sort();
  const tail = (1 - confidence) / 2;
  const at = (q: number) =>
    means[Math.min(resamples - 1, Math.max(0, Math.round(q * (resamples - 1))))]!;
  const mean = differences.reduce((sum, value) => sum + value, 0) / pairs;
  return { pairs, mean, low: at(tail), high: at(1 - tail), confidence };
}
