import type {
  Benchmark,
  BenchmarkTask,
  ScoreRequest,
  TaskScore,
} from "../../distillation/session/ports.ts";
import type { Goal } from "../../proof/goal/goal.ts";
import type { LeanBackend } from "../../proof/lean/lean_backend.ts";
import { createStrategies, type StrategyParts } from "../../proof/strategies/registry.ts";
import type { Strategy } from "../../proof/strategies/strategy.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { stateFault } from "../state_fault.ts";
import { proofAdvice } from "./proof_advice.ts";
import { PORTFOLIO, type ProofPortfolio, readPortfolio } from "./proof_portfolio.ts";
import { proofAttemptRecord, type ProvedGoal, proveGoal } from "./prove_goal.ts";

/** What {@linkcode openProofBenchmark} is told. */
export interface ProofBenchmarkOptions {
  readonly goals: readonly Goal[];
  /** Called once, when the first goal is scored. */
  readonly openLean: () => Promise<LeanBackend>;
  /** Names the version of that Lean: another version may prove other goals. */
  readonly leanVersion: string;
  /** Makes the strategies that portfolios may name. @default {createStrategies} */
  readonly strategies?: (parts: StrategyParts) => readonly Strategy[];
  /** Wall clock in milliseconds of one strategy on one goal; a goal that it cuts has no score. @default {120000} */
  readonly attemptMs?: number;
  readonly clock: Clock;
}

/**
 * Scores proof portfolios by the goals that they prove; only a script that Lean's kernel accepts as a whole counts.
 *
 * A goal's category is its own (`nat`, `list`, …); its family are the goals whose names begin with the same two
 * words, such as `nat-dvd`. Limits are heartbeats, so that a run repeats on any machine; one that the wall
 * clock cuts has no score. What is read of the state is `proof/portfolio.jsonc`. Close it when done.
 */
export function openProofBenchmark(options: ProofBenchmarkOptions): Benchmark {
  const { goals, leanVersion, strategies: make = createStrategies } = options;
  const byName = new Map(goals.map((goal) => [goal.name, goal]));
  const known = make({});
  const runnable = known.filter(({ unavailable }) => unavailable === undefined);
  const runs = new Map<string, ProvedGoal>();
  let lean: Promise<LeanBackend> | undefined;
  return {
    name: "proof",
    contentDigest: digestOf({ goals }),
    environmentDigest: digestOf({
      lean: leanVersion,
      strategies: runnable.map(({ name }) => name),
    }),
    deterministic: true,
    mostUsdPerRun: 0,
    tasks: () =>
      Promise.resolve(goals.map(({ name, category }): BenchmarkTask => ({
        id: name,
        family: name.split("-").slice(0, 2).join("-"),
        category,
      }))),
    check: (folder) =>
      stateFault(folder, async () => refuseUnknown(await readPortfolio(folder), known)),
    score: async function* (request) {
      const portfolio = await readPortfolio(request.stateFolder);
      refuseUnknown(portfolio, known);
      const made = make({ microTactics: portfolio.tactics });
      const strategies = portfolio.strategies.map((name) =>
        made.find((strategy) => strategy.name === name)!
      );
      const tracePath = await beginTrace(request);
      for (const taskId of request.taskIds) {
        request.signal?.throwIfAborted();
        // A score is earned under its portfolio: nothing else is shared between states.
        const key = digestOf([portfolio, taskId, request.seed]);
        const run = runs.get(key) ?? await runOf(taskId, strategies, portfolio, request);
        if (run.broken === undefined) runs.set(key, run);
        const rows = run.attempts.map((row) => `${proofAttemptRecord.write(row)}\n`);
        await Deno.writeTextFile(tracePath, rows.join(""), { append: true });
        yield scoreOf(taskId, run, tracePath);
      }
    },
    // Heavy ones take goals apart, which tells more beside those that try quick tactics.
    advice: proofAdvice(
      runnable.toSorted((a, b) => Number(b.weight === "heavy") - Number(a.weight === "heavy"))
        .map(({ name }) => name),
    ),
    close: async () => {
      await (await lean)?.close();
      lean = undefined;
    },
  };

  async function runOf(
    taskId: string,
    strategies: readonly Strategy[],
    { heartbeats }: ProofPortfolio,
    { seed, signal }: ScoreRequest,
  ): Promise<ProvedGoal> {
    const { clock, attemptMs = 120_000 } = options;
    lean ??= options.openLean();
    const opened = await lean;
    try {
      return await proveGoal({
        goal: byName.get(taskId)!,
        strategies,
        heartbeats,
        attemptMs,
        lean: opened,
        seed,
        clock,
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (signal?.aborted || error instanceof UserError) throw error;
      return { attempts: [], broken: error instanceof Error ? error.message : String(error) };
    } finally {
      // Proof states of one goal are of no use to the next.
      await opened.reset();
    }
  }
}

function refuseUnknown({ strategies }: ProofPortfolio, known: readonly Strategy[]): void {
  for (const name of strategies) {
    const strategy = known.find((one) => one.name === name);
    const names = known.map((one) => one.name).join(", ");
    const why = strategy === undefined
      ? `unknown strategy ${JSON.stringify(name)}; known: ${names}`
      : strategy.unavailable;
    if (why !== undefined) throw new UserError(`${PORTFOLIO}: strategies: ${name}: ${why}`);
  }
}

async function beginTrace({ traceFolder }: ScoreRequest): Promise<string> {
  await Deno.mkdir(traceFolder, { recursive: true });
  const path = `${traceFolder}/attempts.jsonl`;
  await Deno.writeTextFile(path, "");
  return path;
}

/**
 * `stop`: `proved`, `heartbeats_spent` (a strategy had more to try) or `nothing_left`; `spent` and `tried` name
 * strategies.
 */
function scoreOf(taskId: string, { attempts, broken }: ProvedGoal, tracePath: string): TaskScore {
  const winner = attempts.find(({ proved }) => proved);
  const spent = attempts.filter((one) => one.spent).map(({ strategy }) => strategy);
  return {
    taskId,
    outcome: broken === undefined
      ? { kind: "scored", score: winner === undefined ? 0 : 1 }
      : { kind: "failed", error: broken },
    facets: {
      stop: winner !== undefined
        ? "proved"
        : spent.length > 0
        ? "heartbeats_spent"
        : "nothing_left",
      ...(winner === undefined ? {} : { strategy: winner.strategy }),
      tried: attempts.map(({ strategy }) => strategy),
      spent,
      heartbeats: attempts.reduce((sum, one) => sum + one.heartbeats, 0),
    },
    tracePath,
  };
}
