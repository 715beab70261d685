import { assert, assertEquals, assertMatch } from "@std/assert";
import { parse } from "@std/jsonc";
import {
  openProofBenchmark,
  type ProofBenchmarkOptions,
} from "../../lib/benchmarks/proof/proof_benchmark.ts";
import { proofAttemptRecord } from "../../lib/benchmarks/proof/prove_goal.ts";
import type { TaskScore, TraceView } from "../../lib/distillation/session/ports.ts";
import { starterState } from "../../lib/distillation/state/starter_state.ts";
import type { Goal } from "../../lib/proof/goal/goal.ts";
import { readGoals } from "../../lib/proof/goal/read_goals.ts";
import { createMicro, MICRO_TACTICS } from "../../lib/proof/strategies/micro/micro.ts";
import type { Strategy } from "../../lib/proof/strategies/strategy.ts";
import { manualClock } from "../../lib/substrate/values/clock.ts";
import { scriptedLean, scriptedStrategy } from "../proof/_scripted.ts";
import { steppedLean, testGoal, testTools } from "../proof/strategies/_steps.ts";

const PATH = "proof/portfolio.jsonc";
const goal = (name: string, statement: string): Goal => ({
  ...{ name, statement, context: [], difficulty: 0.5, priority: 0.5 },
  ...{ category: "nat", source: "bank" },
});
const goals = [
  goal("nat-add-a", "easy"),
  goal("nat-add-b", "hard"),
  goal("nat-é-c", "False"),
];

/** `micro` proves what is easy, `sketch` claims everything, `reprover` cannot run. */
function open(options: Partial<ProofBenchmarkOptions> = {}) {
  const lean = scriptedLean();
  let opened = 0;
  const strategies = (): Strategy[] => [
    scriptedStrategy("micro", { proves: (text) => text === "easy" }),
    scriptedStrategy("sketch"),
    { ...scriptedStrategy("reprover"), unavailable: "no premises" },
  ];
  const benchmark = openProofBenchmark({
    goals,
    openLean: () => (opened++, Promise.resolve(lean)),
    leanVersion: "scripted-1",
    strategies,
    clock: manualClock(),
    ...options,
  });
  return { benchmark, lean, opened: () => opened };
}

async function stateWith(portfolio: unknown): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/proof`);
  await Deno.writeTextFile(
    `${folder}/${PATH}`,
    typeof portfolio === "string" ? portfolio : JSON.stringify(portfolio),
  );
  return folder;
}

const lists = { whole: ["simp"], cheap: [], costly: ["omega"] };
const portfolio = (...strategies: string[]) => ({ strategies, heartbeats: 100, tactics: lists });

async function scores(
  { benchmark }: ReturnType<typeof open>,
  state: unknown,
  taskIds = goals.map(({ name }) => name),
): Promise<TaskScore[]> {
  return await Array.fromAsync(benchmark.score({
    stateFolder: await stateWith(state),
    taskIds,
    seed: "0",
    traceFolder: `${await Deno.makeTempDir()}/traces`,
  }));
}

const points = (found: readonly TaskScore[]) =>
  found.map(({ outcome }) => outcome.kind === "scored" ? outcome.score : outcome.error);

Deno.test("a goal counts when the kernel accepts a script; what a strategy claims does not", async () => {
  const found = await scores(open(), portfolio("micro", "sketch"));
  assertEquals(points(found), [1, 1, 0]);
  assertEquals(found.map(({ facets }) => [facets.strategy, facets.tried]), [
    ["micro", ["micro"]],
    ["sketch", ["micro", "sketch"]],
    [undefined, ["micro", "sketch"]],
  ]);
});

Deno.test("strategies run as the state says, and each attempt is a row of the trace", async () => {
  const found = await scores(open(), portfolio("micro"));
  assertEquals(points(found), [1, 0, 0]);
  const rows = (await Deno.readTextFile(found[0]!.tracePath!)).trimEnd().split("\n");
  const attempts = rows.map((row) => proofAttemptRecord.read(JSON.parse(row)));
  assertEquals(attempts.map(({ taskId, strategy, proved }) => [taskId, strategy, proved]), [
    ["nat-add-a", "micro", true],
    ["nat-add-b", "micro", false],
    ["nat-é-c", "micro", false],
  ]);
});

Deno.test("one Lean serves a session; a score is read again under its own portfolio only", async () => {
  const bench = open();
  const first = await scores(bench, portfolio("micro"));
  const { length } = bench.lean.checked;
  assertEquals(await scores(bench, portfolio("micro")).then(points), points(first));
  assertEquals(bench.lean.checked.length, length);
  const more = await scores(bench, { ...portfolio("micro"), heartbeats: 200 });
  assertEquals(points(more), points(first));
  assert(bench.lean.checked.length > length);
  assertEquals(bench.opened(), 1);
  assertEquals(bench.lean.resets, 2 * goals.length);
  await bench.benchmark.close!();
});

Deno.test("a benchmark that scores nothing starts no Lean", async () => {
  const { benchmark, opened } = open();
  await benchmark.tasks();
  await benchmark.close!();
  assertEquals(opened(), 0);
});

Deno.test("what breaks has no score: a statement that does not elaborate, a strategy that throws or is late", async () => {
  const nonsense = open({ goals: [goal("x", "nonsense")] });
  assertMatch(
    String(points(await scores(nonsense, portfolio("micro"), ["x"]))[0]),
    /opened: unknown/,
  );
  const throwing = open({ strategies: () => [scriptedStrategy("micro", { breaks: 1 })] });
  const [first, second] = await scores(throwing, portfolio("micro"));
  assertEquals(first!.outcome, { kind: "failed", error: "micro broke down" });
  assertEquals(second!.outcome.kind, "scored");
  const clock = manualClock();
  const slow: Strategy = {
    ...scriptedStrategy("micro"),
    run: (...args) => {
      clock.advance(2000);
      return scriptedStrategy("micro", { proves: () => false }).run(...args);
    },
  };
  const late = open({ clock, attemptMs: 1000, strategies: () => [slow] });
  assertMatch(String(points(await scores(late, portfolio("micro")))[0]), /cut by the wall clock/);
});

Deno.test("families are goals whose names begin alike, categories their own", async () => {
  const tasks = await open().benchmark.tasks();
  assertEquals(tasks.map(({ family }) => family), ["nat-add", "nat-add", "nat-é"]);
  assertEquals(tasks[0]!.category, "nat");
});

Deno.test("a portfolio that cannot run is refused in one line", async () => {
  const check = async (state: unknown) => open().benchmark.check(await stateWith(state));
  assertEquals(await check(portfolio("micro", "sketch")), undefined);
  assertMatch((await check(portfolio("mikro")))!, /unknown strategy "mikro"; known: micro, sketch/);
  assertMatch((await check(portfolio("reprover")))!, /no premises/);
  assertMatch((await check({ ...portfolio("micro"), heartbeats: 0 }))!, /^proof\/portfolio.jsonc/);
  assertMatch((await check(portfolio()))!, /strategies/);
  assertMatch((await check("{"))!, /not JSONC/);
});

Deno.test("a new state is the harness as it is: every built-in tactic, strategies that can run", async () => {
  const read = parse(starterState[PATH]!) as { tactics: unknown };
  assertEquals(
    read.tactics,
    Object.fromEntries(
      Object.entries(MICRO_TACTICS).map(([list, tries]) => [list, tries.map((one) => one.tactic)]),
    ),
  );
  const real = openProofBenchmark({
    goals: await Array.fromAsync(readGoals("datasets/bank/bank.jsonl"), (read) => read.goal),
    openLean: () => Promise.reject(new Error("not asked for")),
    leanVersion: "none",
    clock: manualClock(),
  });
  assertEquals(await real.check(await stateWith(starterState[PATH]!)), undefined);
  assertEquals((await real.tasks()).length, 64);
});

Deno.test("micro tries the tactics of its lists and no others", async () => {
  const lean = steppedLean({ root: "⊢ P", effect: () => "failed" });
  const limits = { heartbeats: 10_000, deadlineMs: 1000 };
  await createMicro({ microTactics: lists }).run(testGoal("P"), limits, testTools(lean));
  assertEquals(lean.asked.map(({ tactic }) => tactic), ["simp", "omega"]);
});

Deno.test("spent heartbeats are advised more, and what is missing is named: strategies, then tactics", () => {
  const { advice } = open().benchmark;
  const run = (spent: string[]): TraceView => ({
    ...{ runKey: "r", taskId: "t", category: "nat", score: 0, passed: false },
    facets: { spent },
  });
  const advised = (value: string, runs: TraceView[], state?: unknown) =>
    advice!.propose({
      ...{ facet: "stop", value, runs, allRuns: runs },
      read: () => state === undefined ? undefined : JSON.stringify(state),
    }).map(({ op, payload }) => [op, payload]);
  const handicapped = portfolio("micro");
  const [both, more, other, list] = advised("heartbeats_spent", [run(["micro"])], handicapped);
  const strategies = ["micro", "sketch"];
  assertEquals(both, ["set_proof_portfolio", { strategies, heartbeats: 1000 }]);
  assertEquals(more, ["set_proof_portfolio", { heartbeats: 1000 }]);
  assertEquals(other, ["set_proof_portfolio", { strategies }]);
  assertEquals(list, ["set_tactic_list", { list: "whole", tactics: ["simp", "decide"] }]);
  const idle = advised("nothing_left", [run([])], handicapped);
  assertEquals(idle.length, 4);
  assertEquals(idle[0], other);
  assertEquals(advised("nothing_left", [run([])]), []);
});
