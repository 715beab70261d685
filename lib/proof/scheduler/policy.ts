import type { Bandit } from "../../substrate/compute/bandit.ts";
import { createRoundRobin } from "../../substrate/compute/round_robin.ts";
import { createSlidingUcb } from "../../substrate/compute/sliding_ucb.ts";
import { createThompson } from "../../substrate/compute/thompson.ts";
import { createUcb1 } from "../../substrate/compute/ucb1.ts";
import { createOriginalFormula } from "./original_formula.ts";

/** Rewards that sliding-window UCB remembers. */
export const WINDOW = 200;

/** How strategies are chosen for a goal. */
export const POLICIES = ["ucb1", "thompson", "sliding", "round-robin", "original"] as const;

/** See {@linkcode POLICIES}. */
export type Policy = (typeof POLICIES)[number];

/**
 * The bandit of a policy, fresh.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { createPolicy } from "./policy.ts";
 * assertEquals(createPolicy("round-robin", 2).rank(createPrng(1)), [0, 1]);
 * ```
 */
export function createPolicy(policy: Policy, arms: number): Bandit {
  switch (policy) {
    case "ucb1":
      return createUcb1(arms);
    case "thompson":
      return createThompson(arms);
    case "sliding":
      return createSlidingUcb(arms, { window: WINDOW });
    case "round-robin":
      return createRoundRobin(arms);
    case "original":
      return createOriginalFormula(arms);
  }
}
