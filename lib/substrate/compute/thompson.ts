import type { Prng } from "../values/prng.ts";
import { type Bandit, checkArm, checkArms, checkReward, highest, ranked } from "./bandit.ts";

/**
 * Thompson sampling with Beta(1, 1) priors: draws a plausible worth for each arm and takes the best.
 *
 * A reward between 0 and 1 counts as that share of a success.
 *
 * Source: W. R. Thompson, Biometrika 25 (1933); S. Agrawal, N. Goyal, "Analysis of Thompson Sampling for
 * the Multi-armed Bandit Problem", COLT 2012.
 */
export function createThompson(arms: number): Bandit {
  checkArms(arms);
  const successes = new Float64Array(arms).fill(1);
  const failures = new Float64Array(arms).fill(1);
  const drawn = (arm: number, prng: Prng) => sampleBeta(successes[arm]!, failures[arm]!, prng);
  return {
    arms,
    select: (prng) => highest(arms, (arm) => drawn(arm, prng), prng),
    rank: (prng) => ranked(arms, (arm) => drawn(arm, prng), prng),
    update: (arm, reward) => {
      checkReward(arms, arm, reward);
      successes[arm]! += reward;
      failures[arm]! += 1 - reward;
    },
    cancelled: (arm) => checkArm(arms, arm),
  };
}

/** A draw from Beta(a, b), a and b at least 1. */
export function sampleBeta(a: number, b: number, prng: Prng): number {
  const x = sampleGamma(a, prng);
  return x / (x + sampleGamma(b, prng));
}

/**
 * A draw from Gamma(shape, 1), shape at least 1.
 *
 * Source: G. Marsaglia, W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM TOMS 26 (2000).
 */
function sampleGamma(shape: number, prng: Prng): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = sampleNormal(prng);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    // 1 − u lies in (0, 1], where the logarithm is finite.
    if (Math.log(1 - prng.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A draw from the standard normal distribution (Box–Muller). */
function sampleNormal(prng: Prng): number {
  const radius = Math.sqrt(-2 * Math.log(1 - prng.next()));
  return radius * Math.cos(2 * Math.PI * prng.next());
}
