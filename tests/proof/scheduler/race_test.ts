import { assertEquals, assertRejects } from "@std/assert";
import { commandGoal } from "../../../lib/proof/goal/read_goals.ts";
import { raceStrategies } from "../../../lib/proof/scheduler/race.ts";
import type { RaceOptions } from "../../../lib/proof/scheduler/race_options.ts";
import { createSlots } from "../../../lib/proof/scheduler/slots.ts";
import { systemClock } from "../../../lib/substrate/values/clock.ts";
import { createPrng } from "../../../lib/substrate/values/prng.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { scriptedLean, scriptedStrategy } from "../_scripted.ts";

const race = (strategies: RaceOptions["strategies"], more: Partial<RaceOptions> = {}) =>
  raceStrategies({
    ...{ goal: commandGoal("1 = 1"), strategies, width: 8, headStart: 0, retries: 0 },
    ...{ limits: { heartbeats: 1000, deadlineMs: 20_000 }, lean: scriptedLean() },
    toolsFor: () => ({ lemmas: [], prng: createPrng(1) }),
    verify: () => Promise.resolve(undefined),
    gate: () => Promise.resolve(0),
    slots: createSlots({ light: 8, heavy: 2 }),
    ...{ clock: systemClock, signal: new AbortController().signal },
    ...more,
  });
const told = (result: Awaited<ReturnType<typeof race>>) =>
  result.runners.map(({ strategy, result }) =>
    `${strategy}: ${result === undefined ? "cancelled" : result.success ? "won" : "failed"}`
  );
const no = () => false;

Deno.test("a fast failure does not end a race that a slow strategy wins", async () => {
  const result = await race([
    scriptedStrategy("fast", { proves: no }),
    scriptedStrategy("slow", { requests: 5, ms: 10 }),
  ]);
  assertEquals(told(result), ["fast: failed", "slow: won"]);
  assertEquals(result.winner?.strategy, "slow");
});

Deno.test("the fewest heartbeats win, whatever the clock says; the rest is cancelled, not charged", async () => {
  const strategies = [
    scriptedStrategy("quick by the clock", { requests: 5 }),
    scriptedStrategy("cheap", { requests: 2, ms: 30 }),
    scriptedStrategy("endless", { requests: 10_000, ms: 1, proves: no }),
    scriptedStrategy("late failure", { requests: 3, proves: no }),
  ];
  for (let again = 0; again < 3; again++) {
    const result = await race(strategies);
    assertEquals(told(result), [
      ...["quick by the clock: cancelled", "cheap: won", "endless: cancelled"],
      "late failure: cancelled",
    ]);
  }
});

Deno.test("a tie goes to the one that is preferred", async () => {
  const two = [scriptedStrategy("a", { ms: 20 }), scriptedStrategy("b")];
  assertEquals((await race(two)).winner?.strategy, "a");
  assertEquals((await race(two.toReversed())).winner?.strategy, "b");
});

Deno.test("who wins within the head start is not joined by anybody; who does not, is", async () => {
  const begun: string[] = [];
  const named = (name: string, requests: number) =>
    scriptedStrategy(name, { requests, onRun: () => begun.push(name) });
  await race([named("first", 2), named("second", 1)], { headStart: 50 });
  assertEquals(begun, ["first"]);
  const result = await race([named("first", 9), named("second", 1)], { headStart: 50 });
  assertEquals([begun.slice(1), told(result)], [
    ["first", "second"],
    ["first: cancelled", "second: won"],
  ]);
});

Deno.test("when all that run side by side have failed, the next ones follow", async () => {
  const result = await race([
    ...["a", "b"].map((name) => scriptedStrategy(name, { proves: no })),
    ...["c", "d"].map((name) => scriptedStrategy(name)),
  ], { width: 2 });
  assertEquals(told(result), ["a: failed", "b: failed", "c: won", "d: cancelled"]);
});

Deno.test("a proof that does not hold is a failure, whatever the strategy says", async () => {
  const result = await race([scriptedStrategy("liar"), scriptedStrategy("b", { requests: 2 })], {
    verify: (result) => Promise.resolve(result.strategy === "liar" ? "no" : undefined),
  });
  assertEquals(told(result), ["liar: failed", "b: won"]);
  assertEquals(result.runners[0]?.result?.error, "its proof does not hold: no");
});

Deno.test("a strategy that breaks down is begun again, as often as told", async () => {
  const broken = () => [scriptedStrategy("a", { breaks: 2 })];
  assertEquals(told(await race(broken(), { retries: 2 })), ["a: won"]);
  const failed = await race(broken(), { retries: 1 });
  assertEquals(failed.runners[0]?.result?.error, "a broke down");
});

Deno.test("one that does not come back has failed by its deadline, and the race goes on", async () => {
  const stuck = { ...scriptedStrategy("stuck"), run: () => new Promise<never>(() => {}) };
  const limits = { heartbeats: 10, deadlineMs: -4990 };
  const result = await race([stuck, scriptedStrategy("b")], { limits, width: 1 });
  assertEquals(told(result), ["stuck: failed", "b: won"]);
});

Deno.test("waiting for a seat and working are counted apart", async () => {
  const slots = createSlots({ light: 1, heavy: 1 });
  const strategies = ["a", "b"].map((name) =>
    scriptedStrategy(name, { ms: 40, requests: 2, proves: no })
  );
  const { runners: [a, b] } = await race(strategies, { slots });
  assertEquals([a!.queueMs < 40, a!.workMs >= 70, b!.queueMs >= 70, b!.workMs >= 70], [
    ...[true, true, true, true],
  ]);
});

Deno.test("a user's interruption and mistakes end the race", async () => {
  const endless = scriptedStrategy("endless", { requests: 10_000, ms: 5 });
  const signal = AbortSignal.timeout(30);
  await assertRejects(() => race([endless], { signal }), DOMException);
  const mistaken = {
    ...scriptedStrategy("m"),
    run: () => Promise.reject(new UserError("no toolchain")),
  };
  await assertRejects(() => race([mistaken, endless]), UserError, "no toolchain");
});

Deno.test("backends that cannot tell heartbeats count requests", async () => {
  const lean = scriptedLean({ heartbeats: () => undefined });
  const { winner } = await race([scriptedStrategy("a", { requests: 3 })], { lean });
  assertEquals(winner?.heartbeats, 300);
});
