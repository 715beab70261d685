import {
  type Bandit,
  checkArm,
  checkArms,
  checkReward,
  highest,
  ranked,
} from "../../substrate/compute/bandit.ts";

/** What an arm is worth before its first reward, and the weight of the newest one. */
const START = 0.05, WEIGHT = 0.1;

/**
 * The formula that this project set out to replace, to compare with: a moving average of rewards plus
 * `1.5 √(2 bits(N) / max(1, n))`, where `bits` is the length of a number in binary. Cancelled arms are charged
 * a try.
 *
 * Not UCB1: the average forgets, and the bound is about twice as wide.
 *
 * Source: `orchestrator/scheduler/scheduler.py` of jalex-stark/pcp-rpg.
 */
export function createOriginalFormula(arms: number): Bandit {
  checkArms(arms);
  const means = new Float64Array(arms).fill(START);
  const tries = new Float64Array(arms);
  let total = 1;
  const charge = (arm: number): void => {
    tries[arm]! += 1;
    total++;
  };
  const indexOf = (arm: number): number =>
    means[arm]! + 1.5 * Math.sqrt(2 * total.toString(2).length / Math.max(1, tries[arm]!));
  return {
    arms,
    select: (prng) => highest(arms, indexOf, prng),
    rank: (prng) => ranked(arms, indexOf, prng),
    update: (arm, reward) => {
      checkReward(arms, arm, reward);
      charge(arm);
      means[arm]! += WEIGHT * (reward - means[arm]!);
    },
    cancelled: (arm) => {
      checkArm(arms, arm);
      charge(arm);
    },
  };
}
