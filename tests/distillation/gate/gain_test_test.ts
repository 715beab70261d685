import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { BettingTest } from "../../../lib/distillation/gate/betting_test.ts";
import { SignBet } from "../../../lib/distillation/gate/sign_bet.ts";
import { GainTest } from "../../../lib/distillation/gate/gain_test.ts";
import { meanInterval } from "../../../lib/distillation/gate/mean_interval.ts";
import { signFlipP } from "../../../lib/distillation/gate/sign_flip_p.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";

const SESSIONS = 1500;

type Bet =
  & { readonly crossed: boolean }
  & (
    | { add(value: number): void }
    | { addBlock(values: readonly number[], left: number): void }
  );

/** Tens first, then the rest. */
function inBlocks(
  test: { addBlock(values: readonly number[], more: number): void },
  values: readonly number[],
) {
  for (let at = 0; at < values.length; at += at < 70 ? 10 : 30) {
    const block = values.slice(at, at < 70 ? at + 10 : 100);
    const left = values.length - at - block.length;
    test.addBlock(block, test instanceof GainTest ? block.length : left);
  }
}

/** In how many of many draws a test crosses, and a bound that chance passes once in 10,000. */
function crossings(
  name: string,
  draw: (next: () => number) => number,
  make: () => Bet,
) {
  const prng = createPrng(name);
  let crossed = 0;
  for (let i = 0; i < SESSIONS; i++) {
    const test = make();
    const values = Array.from({ length: 100 }, () => draw(() => prng.next()));
    if ("add" in test) values.forEach((value) => test.add(value));
    else inBlocks(test, values);
    if (test.crossed) crossed++;
  }
  return crossed / SESSIONS;
}

const most = (alpha: number) => alpha + 3.72 * Math.sqrt(alpha * (1 - alpha) / SESSIONS);

Deno.test("no distribution without a gain makes the bet on the mean cross more often than alpha", () => {
  const distributions: Record<string, (next: () => number) => number> = {
    "fair tosses": (next) => next() < 0.5 ? 1 : -1,
    "rare moves": (next) => (next() < 0.02 ? 1 : next() < 0.02 / 0.98 ? -1 : 0),
    "many small gains, few large losses": (next) => next() < 0.9 ? 0.1 : -0.9,
    "many small losses, few large gains": (next) => next() < 0.9 ? -0.1 : 0.9,
    "noise": (next) => next() + next() - 1,
  };
  for (const [name, draw] of Object.entries(distributions)) {
    for (const alpha of [0.05, 0.01]) {
      const share = crossings(name, draw, () => new BettingTest({ alpha, planned: 100 }));
      assert(share <= most(alpha), `${name}, ${alpha}: ${share}`);
    }
  }
});

Deno.test("a bet against a mean of its own crosses at that mean no more often than alpha", () => {
  const make = () => new BettingTest({ alpha: 0.05, planned: 100, mean: 0.3 });
  assert(crossings("own mean", (next) => next() < 0.65 ? 1 : -1, make) <= most(0.05));
});

Deno.test("signs without a tendency cross no more often than alpha, whatever their sizes", () => {
  const draw = (next: () => number) => (next() < 0.5 ? 1 : -1) * next() ** 3;
  for (const alpha of [0.05, 0.005]) {
    const make = () => new SignBet({ alpha, planned: 100 });
    assert(crossings(`sizes ${alpha}`, draw, make) <= most(alpha));
  }
});

Deno.test("what a bet on signs pays is worth its price: on average nothing is won, over every sign of few values", () => {
  for (const sizes of [[1, 1, 1, 1, 1, 1], [1, 0.5, 0.25, 1, 0.5, 1], [0.01, 1, 1, 1, 1, 1]]) {
    let won = 0;
    for (let signs = 0; signs < 64; signs++) {
      const values = sizes.map((size, i) => signs >> i & 1 ? size : -size);
      const bet = new SignBet({ alpha: 0.3, planned: 6 });
      bet.addBlock(values.slice(0, 2), 4);
      bet.addBlock(values.slice(2, 4), 2);
      bet.addBlock(values.slice(4), 0);
      if (bet.crossed) won++;
    }
    assert(won / 64 <= 0.3 && won / 64 > 0.15, `${sizes}: ${won}`);
  }
});

Deno.test("what comes after the last block is not bet on", () => {
  const bet = new SignBet({ alpha: 0.05, planned: 4 });
  bet.addBlock([1, 1, 1, 1], 0);
  bet.addBlock([1, 1, 1, 1], 0);
  assertEquals(bet.crossed, false);
});

Deno.test("looks come by tenths, with enough left for the last one", () => {
  const looks = (units: number, share: number) => {
    const test = new GainTest({ alpha: 0.05, meanAlpha: 0.05, planned: units });
    const sizes: number[] = [];
    while (test.next > 0) {
      sizes.push(test.next);
      test.addBlock(Array.from({ length: test.next }, (_, i) => i < share * test.next ? -1 : 0));
    }
    return sizes;
  };
  assertEquals(looks(100, 0.5), [10, 10, 10, 10, 10, 10, 10, 30]);
  assertEquals(looks(100, 0), [10, 90]);
  assertEquals(looks(8, 0.5), [8]);
  assertEquals(looks(0, 0.5), []);
});

Deno.test("looking on past the plan keeps the promise", () => {
  const make = () => new BettingTest({ alpha: 0.05, planned: 20 });
  assert(crossings("past the plan", (next) => next() < 0.5 ? 1 : -1, make) <= most(0.05));
});

Deno.test("an edit whose many small gains pay for few large losses is kept out by the bet on the mean", () => {
  const draw = (next: () => number) => next() < 0.9 ? 0.1 : -0.9;
  const signs = () => new SignBet({ alpha: 0.005, planned: 100 });
  const both = () => new GainTest({ alpha: 0.005, meanAlpha: 0.05, planned: 100 });
  assert(crossings("cancelling", draw, signs) > 2 * most(0.005));
  assert(crossings("cancelling", draw, both) <= most(0.05));
});

Deno.test("five gains and no loss of five planned cross at 5 %, four do not; eight are needed at half a percent", () => {
  const gains = (count: number, planned: number, alpha: number) => {
    const test = new GainTest({ alpha, meanAlpha: 0.05, planned });
    test.addBlock(Array(count).fill(1), planned);
    return test.crossed;
  };
  assertEquals([gains(4, 5, 0.05), gains(5, 5, 0.05)], [false, true]);
  assertEquals([gains(7, 8, 0.005), gains(8, 8, 0.005)], [false, true]);
});

Deno.test("against a least improvement a smaller gain never passes, though it is a gain", () => {
  const passes = (minImprovement: number) => {
    const test = new GainTest({ alpha: 0.05, meanAlpha: 0.05, planned: 100, minImprovement });
    test.addBlock(Array.from({ length: 100 }, (_, i) => i % 4 === 0 ? 1 : 0));
    return test.crossed;
  };
  assertEquals([passes(0), passes(0.1), passes(0.3)], [true, true, false]);
});

Deno.test("a value that is no number, or lies outside −1 to 1, is refused and changes nothing", () => {
  const test = new GainTest({ alpha: 0.05, meanAlpha: 0.05, planned: 10 });
  for (const value of [NaN, Infinity, -1.01, 1.01]) {
    assertThrows(() => test.addBlock([1, value]), RangeError);
  }
  assertEquals([test.crossed, test.evidence], [false, 1]);
});

Deno.test("settings out of range are refused", () => {
  for (const alpha of [0, 1, NaN]) {
    assertThrows(() => new BettingTest({ alpha, planned: 5 }), RangeError);
    assertThrows(() => new SignBet({ alpha, planned: 5 }), RangeError);
  }
  assertThrows(() => new BettingTest({ alpha: 0.05, planned: 5, mean: 1 }), RangeError);
});

Deno.test("hope falls with losses and never leaves 0 to 1", () => {
  const test = new GainTest({ alpha: 0.05, meanAlpha: 0.05, planned: 40 });
  const before = test.hope(0.2);
  test.addBlock(Array(10).fill(-1));
  assert(test.hope(0.2) < before && test.hope(0.2) >= 0 && before <= 1);
});

Deno.test("an interval covers the mean, is wider for fewer values, and is everything for none", () => {
  assertEquals(meanInterval([], 0.05), { low: -1, high: 1 });
  const prng = createPrng("interval");
  let missed = 0;
  for (let i = 0; i < 200; i++) {
    const values = Array.from({ length: 60 }, () => prng.next() < 0.3 ? 1 : 0);
    const { low, high } = meanInterval(values, 0.05);
    if (low > 0.3 || high < 0.3) missed++;
  }
  assert(missed / 200 <= 0.1 + 3.72 * Math.sqrt(0.1 * 0.9 / 200), `${missed}`);
  const width = (count: number) => {
    const { low, high } = meanInterval(Array.from({ length: count }, (_, i) => i % 2), 0.05);
    return high - low;
  };
  assert(width(100) < width(20));
});

Deno.test("an interval turned round is the interval of the values turned round", () => {
  const values = [1, 0, 0.5, -1, 0, 0.25, 1];
  const there = meanInterval(values, 0.1);
  const back = meanInterval(values.map((value) => -value), 0.1);
  assertAlmostEquals(there.low, -back.high);
  assertAlmostEquals(there.high, -back.low);
});

Deno.test("sign flips count exactly", () => {
  assertEquals(signFlipP([]), 1);
  assertEquals(signFlipP([0, 0]), 1);
  assertEquals(signFlipP([1, 1, 1, 1, 1]), 1 / 32);
  assertEquals(signFlipP([1, 1, 1, 1, -1]), 6 / 32);
  assertEquals(signFlipP([-1, -1]), 1);
  assertEquals(signFlipP([0.5, 0.25]), 1 / 4);
});
