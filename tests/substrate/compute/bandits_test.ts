import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  type Bandit,
  createRoundRobin,
  createSlidingUcb,
  createThompson,
  createUcb1,
} from "../../../lib/substrate/compute/mod.ts";
import { createPrng } from "../../../lib/substrate/values/mod.ts";

const bandits: readonly [string, (arms: number) => Bandit][] = [
  ["UCB1", createUcb1],
  ["Thompson sampling", createThompson],
  ["sliding-window UCB", (arms) => createSlidingUcb(arms, { window: 500 })],
];

/** Pulls `rounds` times from arms that pay 1 with the given chances; returns the arms pulled. */
function play(bandit: Bandit, chances: readonly number[], rounds: number, seed: string): number[] {
  const prng = createPrng(seed);
  return Array.from({ length: rounds }, () => {
    const arm = bandit.select(prng);
    bandit.update(arm, prng.next() < chances[arm]! ? 1 : 0);
    return arm;
  });
}
const share = (arms: number[], arm: number) =>
  arms.filter((one) => one === arm).length / arms.length;

for (const [name, create] of bandits) {
  Deno.test(`${name} repeats itself for the same seed`, () => {
    const chances = [0.2, 0.5, 0.4];
    assertEquals(play(create(3), chances, 300, "a"), play(create(3), chances, 300, "a"));
  });

  Deno.test(`${name} comes to prefer the best arm and beats taking turns`, () => {
    const late = play(create(4), [0.1, 0.2, 0.8, 0.3], 2000, "b").slice(1000);
    assert(share(late, 2) > 0.6, `${share(late, 2)}`);
  });

  Deno.test(`${name} ranks every arm once, first the one it would take, and learns nothing from a cancelled one`, () => {
    const bandit = create(3);
    play(bandit, [0.1, 0.9, 0.1], 400, "rank");
    for (let i = 0; i < 200; i++) bandit.cancelled(1);
    const ranks = Array.from({ length: 50 }, (_, i) => bandit.rank(createPrng(i)));
    assertEquals(new Set(ranks.map((rank) => rank.toSorted().join())), new Set(["0,1,2"]));
    assert(share(ranks.map((rank) => rank[0]!), 1) > 0.6);
    assertThrows(() => bandit.cancelled(3), RangeError, "[0, 3)");
  });

  Deno.test(`${name} takes the only arm`, () => {
    assertEquals(new Set(play(create(1), [0], 20, "c")), new Set([0]));
  });

  Deno.test(`${name} refuses arms and rewards that do not exist`, () => {
    const bandit = create(2);
    assertThrows(() => bandit.update(2, 1), RangeError, "[0, 2)");
    assertThrows(() => bandit.update(0.5, 1), RangeError);
    assertThrows(() => bandit.update(0, 1.5), RangeError, "[0, 1]");
    assertThrows(() => bandit.update(0, NaN), RangeError);
    assertThrows(() => create(0), RangeError);
  });
}

Deno.test("UCB1 and its sliding form try every arm before any twice", () => {
  for (const bandit of [createUcb1(5), createSlidingUcb(5, { window: 100 })]) {
    assertEquals(new Set(play(bandit, [1, 1, 1, 1, 1], 5, "d")).size, 5);
  }
});

Deno.test("sliding-window UCB follows arms whose worth changes, UCB1 much later", () => {
  const after = (bandit: Bandit) => {
    const prng = createPrng("e");
    play(bandit, [0.9, 0.1], 1500, "first");
    return share(
      Array.from({ length: 300 }, () => {
        const arm = bandit.select(prng);
        bandit.update(arm, prng.next() < [0.1, 0.9][arm]! ? 1 : 0);
        return arm;
      }),
      1,
    );
  };
  const sliding = after(createSlidingUcb(2, { window: 100 }));
  assert(sliding > 0.5, `${sliding}`);
  assert(sliding > after(createUcb1(2)));
});

Deno.test("a wider exploration makes sliding-window UCB try poor arms more often", () => {
  const poor = (exploration: number) =>
    share(play(createSlidingUcb(2, { window: 200, exploration }), [0.8, 0.2], 1000, "f"), 1);
  assert(poor(3) > poor(0.6));
});

Deno.test("taking turns gives every arm the same, whatever it pays", () => {
  const pulled = play(createRoundRobin(3), [1, 0, 0], 300, "turns");
  assertEquals([0, 1, 2].map((arm) => share(pulled, arm)), [1 / 3, 1 / 3, 1 / 3]);
});
