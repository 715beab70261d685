import type { Bandit } from "../../substrate/compute/bandit.ts";
import type { Prng } from "../../substrate/values/prng.ts";
import type { StrategyOutcome } from "../ledger/round_outcomes.ts";
import { createPolicy, type Policy } from "./policy.ts";

/** One bandit for each class of goals, over the same strategies. */
export interface ClassBandits {
  /** The strategies in the order in which they are to be tried on a goal of the class. */
  rank(category: string, prng: Prng): readonly string[];
  /** Learns from what became of strategies; those it does not know are passed over. */
  learn(outcomes: Iterable<StrategyOutcome>): void;
}

/**
 * Makes the bandits, each when its class is first met.
 *
 * A proof pays 1 and a failure 0. What was cancelled was neither.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { createClassBandits } from "./class_bandits.ts";
 * const bandits = createClassBandits("ucb1", ["micro", "sketch"]);
 * bandits.learn([
 *   { category: "nat", strategy: "micro", ended: "failed" },
 *   { category: "nat", strategy: "sketch", ended: "proved" },
 * ]);
 * assertEquals(bandits.rank("nat", createPrng(1)), ["sketch", "micro"]);
 * ```
 */
export function createClassBandits(policy: Policy, strategies: readonly string[]): ClassBandits {
  const bandits = new Map<string, Bandit>();
  const of = (category: string): Bandit => {
    const known = bandits.get(category) ?? createPolicy(policy, strategies.length);
    bandits.set(category, known);
    return known;
  };
  return {
    rank: (category, prng) => of(category).rank(prng).map((arm) => strategies[arm]!),
    learn: (outcomes) => {
      for (const { category, strategy, ended } of outcomes) {
        const arm = strategies.indexOf(strategy);
        if (arm < 0) continue;
        if (ended === "cancelled") of(category).cancelled(arm);
        else of(category).update(arm, ended === "proved" ? 1 : 0);
      }
    },
  };
}
