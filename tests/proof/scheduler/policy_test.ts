import { assert, assertEquals } from "@std/assert";
import { createPolicy, POLICIES, type Policy } from "../../../lib/proof/scheduler/policy.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

/** How often the best of three arms is pulled, in the mean over seeds. */
function bestShare(policy: Policy): number {
  const chances = [0.55, 0.25, 0.4];
  let best = 0;
  for (let seed = 0; seed < 10; seed++) {
    const prng = createPrng(seed);
    const bandit = createPolicy(policy, 3);
    for (let pull = 0; pull < 2000; pull++) {
      const arm = bandit.select(prng);
      bandit.update(arm, prng.next() < chances[arm]! ? 1 : 0);
      if (arm === 0) best++;
    }
  }
  return best / 20_000;
}

Deno.test("UCB1 and Thompson find the best arm more often than the original's formula, and that than turns", () => {
  const [ucb1, thompson, , turns, original] = POLICIES.map(bestShare);
  assert(thompson! > ucb1! && ucb1! > original! && original! > turns!);
});

Deno.test("the original's formula charges an arm that was cancelled, UCB1 does not", () => {
  const ranks = (policy: Policy) => {
    const bandit = createPolicy(policy, 2);
    for (let i = 0; i < 20; i++) [0, 1].forEach((arm) => bandit.update(arm, 0.5));
    for (let i = 0; i < 50; i++) bandit.cancelled(1);
    return new Set(Array.from({ length: 20 }, (_, seed) => bandit.rank(createPrng(seed))[0]));
  };
  assertEquals(ranks("original"), new Set([0]));
  assertEquals(ranks("ucb1"), new Set([0, 1]));
});
