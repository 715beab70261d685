import { assertEquals, assertMatch } from "@std/assert";
import { runAttempt } from "../../../lib/proof/strategies/attempt.ts";
import { steppedLean, testGoal, testTools } from "./_steps.ts";

const goal = testGoal("∀ n : Nat, n = n");
const limits = { heartbeats: 100, deadlineMs: 1000 };

Deno.test("an attempt spends no more heartbeats than it has, and caps each request by what is left", async () => {
  const lean = steppedLean({ root: "⊢ P", effect: () => "failed", heartbeats: 30 });
  const result = await runAttempt("test", goal, limits, testTools(lean), async (attempt) => {
    const root = await attempt.open();
    for (;;) await attempt.step(root!, "simp", 50);
  });
  assertEquals(lean.asked.map(({ limits }) => limits.heartbeats), [50, 50, 40, 10]);
  assertEquals([result.success, result.heartbeats], [false, 120]);
  assertMatch(result.error!, /100 heartbeats/);
});

Deno.test("a process that dies three times ends the attempt, once or twice does not", async () => {
  let deaths = 0;
  const effect = () => ++deaths < 3 ? "crashed" as const : [];
  const twice = steppedLean({ root: "⊢ P", effect, heartbeats: 1 });
  const search = async (attempt: Parameters<Parameters<typeof runAttempt>[4]>[0]) => {
    const root = await attempt.open();
    for (;;) {
      const tried = await attempt.step(root!, "simp");
      if (tried.kind === "proved") return tried.state;
    }
  };
  assertEquals((await runAttempt("test", goal, limits, testTools(twice), search)).success, true);
  const always = steppedLean({ root: "⊢ P", effect: () => "crashed", heartbeats: 1 });
  const ended = await runAttempt("test", goal, limits, testTools(always), search);
  assertEquals([ended.success, ended.error], [false, "Lean died 3 times"]);
});

Deno.test("steps that went through count for nothing until the whole script is proved", async () => {
  const lean = steppedLean({ root: "⊢ P", effect: () => [], whole: "failed" });
  const result = await runAttempt("test", goal, limits, testTools(lean), async (attempt) => {
    const tried = await attempt.step((await attempt.open())!, "grind");
    return tried.kind === "proved" ? tried.state : undefined;
  });
  assertEquals([result.success, result.tactics], [false, []]);
  assertMatch(result.error!, /the whole script did not/);
});

Deno.test("opening a goal and the last check are not charged: what they cost says nothing of the search", async () => {
  const lean = steppedLean({ root: "⊢ P", effect: () => [], heartbeats: 30 });
  const result = await runAttempt("test", goal, limits, testTools(lean), async (attempt) => {
    const tried = await attempt.step((await attempt.open())!, "simp");
    return tried.kind === "proved" ? tried.state : undefined;
  });
  assertEquals([result.success, result.heartbeats], [true, 30]);
});

Deno.test("grind is searched with quietly and written down as people write it", async () => {
  const lean = steppedLean({ root: "⊢ P", effect: () => [] });
  const result = await runAttempt("test", goal, limits, testTools(lean), async (attempt) => {
    const tried = await attempt.step((await attempt.open())!, "grind [foo]");
    return tried.kind === "proved" ? tried.state : undefined;
  });
  assertEquals(lean.asked[0]!.tactic, "grind -verbose [foo]");
  assertEquals(result.tactics, ["grind [foo]"]);
});

Deno.test("a stopped attempt asks nothing more and fails without an exception", async () => {
  const stop = new AbortController();
  const lean = steppedLean({ root: "⊢ P", effect: () => "failed" });
  const stoppable = { ...limits, signal: stop.signal };
  const result = await runAttempt("test", goal, stoppable, testTools(lean), async (attempt) => {
    const root = await attempt.open();
    stop.abort();
    await attempt.step(root!, "simp");
    return undefined;
  });
  assertEquals([lean.asked.length, result.error], [0, "stopped"]);
});
