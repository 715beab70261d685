import { assert, assertEquals, assertMatch } from "@std/assert";
import { detectableGain } from "../../../lib/distillation/gate/detectable_gain.ts";
import { PairedDecision } from "../../../lib/distillation/gate/paired_decision.ts";

const rules = {
  alpha: 0.05,
  units: 40,
  minImprovement: 0,
  maxRegression: 0.05,
  detectable: 0.25,
};

function decide(differences: readonly number[], more: Partial<typeof rules> = {}, categories = 1) {
  const decision = new PairedDecision({ ...rules, units: differences.length, ...more });
  const units = differences.map((
    difference,
    i,
  ) => [{ category: `c${i % categories}`, difference }]);
  decision.addBlock(units);
  return decision.outcome();
}

const times = (count: number, value: number) => Array<number>(count).fill(value);

Deno.test("gains without losses are accepted, and the interval lies above 0", () => {
  const { verdict, ci, delta, reason } = decide([...times(12, 1), ...times(28, 0)]);
  assertEquals([verdict, delta], ["accept", 0.3]);
  assert(ci.low >= 0 && ci.high > 0.3);
  assertMatch(reason, /^a gain.*\+30\.0 points, interval .*, 40 tasks\)$/);
});

Deno.test("losses without gains are rejected as worse", () => {
  const { verdict, reason } = decide(Array.from({ length: 40 }, (_, i) => i % 4 === 0 ? -1 : 0), {
    maxRegression: 1,
  });
  assertEquals(verdict, "reject");
  assertMatch(reason, /^makes it worse/);
});

Deno.test("no change in many tasks is rejected, in few it is undecided", () => {
  assertEquals(decide(times(40, 0)).verdict, "reject");
  assertEquals(decide(times(4, 0)).verdict, "undecided");
});

Deno.test("few gains without a loss are undecided: too few to accept, and no reason to rule a gain out", () => {
  const { verdict, ci } = decide([...times(4, 1), ...times(36, 0)], { detectable: 0.5 });
  assertEquals([verdict, ci.low > 0, ci.high < 0.5], ["undecided", true, true]);
});

Deno.test("nothing to compare is undecided", () => {
  const { verdict, reason } = decide([]);
  assertEquals(verdict, "undecided");
  assertMatch(reason, /^no pair could be compared/);
});

Deno.test("a gain overall that a category pays for is rejected by name", () => {
  const differences = Array.from({ length: 60 }, (_, i) => i % 3 === 0 ? (i < 36 ? -1 : 0) : 1);
  const { verdict, reason, categories } = decide(differences, {}, 3);
  assertEquals(verdict, "reject");
  assertMatch(reason, /^loses more than -5\.0 points in c0 -60\.0 points/);
  assertEquals(categories.map(({ nonInferior }) => nonInferior), ["no", "yes", "yes"]);
});

Deno.test("one lost task of a small category is no proof of a loss: the gain stands and the doubt is told", () => {
  const { verdict, reason } = decide([-1, ...times(3, 1), ...times(16, 1)], {}, 4);
  assertEquals(verdict, "accept");
  assertMatch(reason, /too few tasks to rule out a loss in c0 \(5\)/);
});

Deno.test("it stops at a clear gain and at a clear loss, and where hope is gone", () => {
  const stopAt = (value: (i: number) => number) => {
    const decision = new PairedDecision(rules);
    let i = 0;
    for (; i < 40 && decision.stop === undefined; i++) {
      decision.addBlock([[{ category: "c", difference: value(i) }]]);
    }
    return [decision.stop, i] as const;
  };
  const [gain, after] = stopAt(() => 1);
  assertEquals(gain, "gain");
  assert(after < 20);
  assertEquals(stopAt(() => -1)[0] === "loss" || stopAt(() => -1)[0] === "futile", true);
  const [futile, when] = stopAt((i) => i % 2 === 0 ? 1 : -1);
  assertEquals(futile, "futile");
  assert(when < 40);
});

Deno.test("tasks of one family are one value: five of them are no five gains", () => {
  const one = new PairedDecision({ ...rules, units: 5 });
  one.addBlock([times(5, 1).map((difference) => ({ category: "c", difference }))]);
  assertEquals(one.outcome().verdict, "undecided");
});

Deno.test("what can be found shrinks with tasks and repeats, and grows as alpha is shared", () => {
  const plan = { units: 50, repeats: 1, alpha: 0.05, moved: 0.3 };
  const base = detectableGain(plan);
  assert(detectableGain({ ...plan, units: 200 }) < base);
  assert(detectableGain({ ...plan, repeats: 2 }) < base);
  assert(detectableGain({ ...plan, alpha: 0.005 }) > base);
  assert(detectableGain({ ...plan, minImprovement: 0.1 }) > base);
  assertEquals(detectableGain({ ...plan, units: 2 }), 1);
});
