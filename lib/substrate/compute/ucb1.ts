import { type Bandit, checkArm, checkArms, checkReward, highest, ranked } from "./bandit.ts";

/**
 * UCB1: the arm with the highest mean reward plus √(2 ln n / nᵢ); untried arms come first.
 *
 * Source: P. Auer, N. Cesa-Bianchi, P. Fischer, "Finite-time Analysis of the Multiarmed Bandit Problem",
 * Machine Learning 47 (2002).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../values/prng.ts";
 * import { createUcb1 } from "./ucb1.ts";
 * const bandit = createUcb1(2);
 * bandit.update(0, 0);
 * bandit.update(1, 1);
 * assertEquals(bandit.select(createPrng(1)), 1);
 * ```
 */
export function createUcb1(arms: number): Bandit {
  checkArms(arms);
  const tries = new Float64Array(arms);
  const sums = new Float64Array(arms);
  let total = 0;
  const indexOf = (arm: number): number => {
    const tried = tries[arm]!;
    if (tried === 0) return Infinity;
    return sums[arm]! / tried + Math.sqrt(2 * Math.log(total) / tried);
  };
  return {
    arms,
    select: (prng) => highest(arms, indexOf, prng),
    rank: (prng) => ranked(arms, indexOf, prng),
    update: (arm, reward) => {
      checkReward(arms, arm, reward);
      tries[arm]! += 1;
      sums[arm]! += reward;
      total++;
    },
    cancelled: (arm) => checkArm(arms, arm),
  };
}
