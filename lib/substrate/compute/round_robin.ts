import { type Bandit, checkArm, checkArms, checkReward } from "./bandit.ts";

/**
 * Takes turns and learns nothing: what a bandit has to beat.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../values/prng.ts";
 * import { createRoundRobin } from "./round_robin.ts";
 * const turns = createRoundRobin(2);
 * assertEquals([1, 2, 3].map(() => turns.select(createPrng(1))), [0, 1, 0]);
 * assertEquals(turns.rank(createPrng(1)), [1, 0]);
 * ```
 */
export function createRoundRobin(arms: number): Bandit {
  checkArms(arms);
  let turn = 0;
  return {
    arms,
    select: () => turn++ % arms,
    rank: () => {
      const first = turn++;
      return Array.from({ length: arms }, (_, at) => (first + at) % arms);
    },
    update: (arm, reward) => checkReward(arms, arm, reward),
    cancelled: (arm) => checkArm(arms, arm),
  };
}
