import { type Bandit, checkArm, checkArms, checkReward, highest, ranked } from "./bandit.ts";

/** Options of {@linkcode createSlidingUcb}. */
export interface SlidingUcbOptions {
  /** Pulls that count; older ones are forgotten. */
  readonly window: number;
  /**
   * ξ of the paper, the width of the confidence bound; above 1/2.
   *
   * @default {0.6}
   */
  readonly exploration?: number;
}

/**
 * Sliding-window UCB, for arms whose worth changes: as UCB1 over the last `window` pulls.
 *
 * Source: A. Garivier, E. Moulines, "On Upper-Confidence Bound Policies for Switching Bandit Problems",
 * ALT 2011.
 */
export function createSlidingUcb(arms: number, options: SlidingUcbOptions): Bandit {
  checkArms(arms);
  const { window, exploration = 0.6 } = options;
  if (!Number.isInteger(window) || window < 1) {
    throw new RangeError(`Expected a window of at least 1 pull but found ${window}`);
  }
  const pulled = new Int32Array(window);
  const rewards = new Float64Array(window);
  const tries = new Float64Array(arms);
  let pulls = 0;
  const sumOf = (arm: number): number => {
    // Added anew each time: a running sum would drift as rewards leave the window.
    let sum = 0;
    for (let at = 0; at < Math.min(pulls, window); at++) {
      if (pulled[at] === arm) sum += rewards[at]!;
    }
    return sum;
  };
  const indexOf = (arm: number): number => {
    const tried = tries[arm]!;
    if (tried === 0) return Infinity;
    const bound = Math.sqrt(exploration * Math.log(Math.min(pulls, window)) / tried);
    return sumOf(arm) / tried + bound;
  };
  return {
    arms,
    select: (prng) => highest(arms, indexOf, prng),
    rank: (prng) => ranked(arms, indexOf, prng),
    update: (arm, reward) => {
      checkReward(arms, arm, reward);
      const at = pulls % window;
      if (pulls >= window) tries[pulled[at]!]! -= 1;
      pulled[at] = arm;
      rewards[at] = reward;
      tries[arm]! += 1;
      pulls++;
    },
    cancelled: (arm) => checkArm(arms, arm),
  };
}
