import { createPrng } from "../../substrate/values/prng.ts";
import { GainTest } from "./gain_test.ts";

/** How a comparison is laid out. */
export interface ComparisonPlan {
  /** Units compared at most. */
  readonly units: number;
  /** Runs of each side per task. */
  readonly repeats: number;
  readonly alpha: number;
  /** As in {@linkcode GainTest}. @default {0.05} */
  readonly meanAlpha?: number;
  /** Share of scores that differ between two runs of one state: 0 where runs repeat exactly. */
  readonly moved: number;
  /** @default {0} */
  readonly minImprovement?: number;
}

/** How often a gain is to be found. */
const POWER = 0.8;
const PATHS = 400;
const STEPS = 8;

/**
 * The least gain that the gate's test finds four times of five, found by trying the test itself on drawn pairs.
 *
 * Scores are right or wrong; the draws are always the same, so equal plans have equal answers. 1 where even
 * a gain on every task would be missed.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { detectableGain } from "./detectable_gain.ts";
 * const plan = { units: 50, repeats: 1, alpha: 0.05, moved: 0 };
 * assert(detectableGain(plan) < detectableGain({ ...plan, moved: 0.3 }));
 * ```
 */
export function detectableGain(plan: ComparisonPlan): number {
  let low = 0, high = 1;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (powerAt(middle, plan) >= POWER) high = middle;
    else low = middle;
  }
  return high;
}

/** The share of drawn comparisons in which a gain of this size is found. */
export function powerAt(gain: number, plan: ComparisonPlan): number {
  const { units, repeats, alpha, meanAlpha = 0.05, moved, minImprovement = 0 } = plan;
  const prng = createPrng("detectable gain");
  const up = Math.min(1, moved / 2 + gain / 2 + Math.max(0, gain - moved) / 2);
  const down = Math.max(0, Math.min(1 - up, (moved - gain) / 2));
  let found = 0;
  for (let path = 0; path < PATHS; path++) {
    const test = new GainTest({ alpha, meanAlpha, planned: units, minImprovement });
    while (!test.crossed && test.next > 0) test.addBlock(Array.from({ length: test.next }, draw));
    if (test.crossed) found++;
  }
  return found / PATHS;

  function draw(): number {
    let sum = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const at = prng.next();
      sum += at < up ? 1 : at < up + down ? -1 : 0;
    }
    return sum / repeats;
  }
}
