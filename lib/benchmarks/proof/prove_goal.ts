import * as z from "zod";
import { closedStatement, type Goal } from "../../proof/goal/goal.ts";
import { firstLine } from "../../proof/lean/first_line.ts";
import type { LeanBackend } from "../../proof/lean/lean_backend.ts";
import { proofText } from "../../proof/strategies/script.ts";
import type { Strategy } from "../../proof/strategies/strategy.ts";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { createPrng } from "../../substrate/values/prng.ts";

const fields = z.strictObject({
  taskId: z.string(),
  strategy: z.string(),
  /** The kernel accepted its script. */
  proved: z.boolean(),
  /** Thousands used. */
  heartbeats: z.number().min(0),
  /** It stopped because its heartbeats were spent. */
  spent: z.boolean(),
  tactics: z.array(z.string()).readonly(),
  error: z.string().optional(),
});

/** One strategy on one goal. */
export type ProofAttempt = z.output<typeof fields>;

/** The same as a row of a trace (`benchmark.proof_attempt/1`). */
export const proofAttemptRecord = defineRecord({
  name: "benchmark.proof_attempt",
  version: 1,
  fields,
});

/** How a goal came out. */
export interface ProvedGoal {
  readonly attempts: readonly ProofAttempt[];
  /** Why there is no score, where there is none. */
  readonly broken?: string;
}

/** What {@linkcode proveGoal} is told. */
export interface ProveGoalOptions {
  readonly goal: Goal;
  /** In the order in which they are tried. */
  readonly strategies: readonly Strategy[];
  /** Thousands that each strategy may spend. */
  readonly heartbeats: number;
  /** Wall clock of one strategy; a goal that it cuts has no score. */
  readonly attemptMs: number;
  readonly lean: LeanBackend;
  readonly seed: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Tries strategies one after the other until the kernel accepts a proof.
 *
 * What a strategy says of itself does not count: its script is checked once more, as a whole. Nothing that an
 * earlier goal or state has learned is used.
 */
export async function proveGoal(options: ProveGoalOptions): Promise<ProvedGoal> {
  const { goal, strategies, heartbeats, attemptMs, lean, clock, seed, signal } = options;
  const limited = signal === undefined ? {} : { signal };
  const statement = closedStatement(goal);
  const opened = await lean.newState({ statement }, { deadlineMs: attemptMs, ...limited });
  if (opened.verdict !== "open") {
    const why = "error" in opened ? firstLine(opened.error) : opened.verdict;
    return { attempts: [], broken: `the statement cannot be opened: ${why}` };
  }
  const attempts: ProofAttempt[] = [];
  for (const strategy of strategies) {
    const limits = { heartbeats, deadlineMs: attemptMs, ...limited };
    const prng = createPrng(`${seed}/${goal.name}/${strategy.name}`);
    const begun = clock.monotonic();
    const result = await strategy.run(goal, limits, { lean, lemmas: [], prng, clock });
    signal?.throwIfAborted();
    const late = clock.monotonic() - begun >= attemptMs;
    const checked = result.success
      ? await lean.check({ statement }, proofText(result.tactics), {
        deadlineMs: attemptMs,
        ...limited,
      })
      : undefined;
    const proved = checked?.verdict === "proved";
    const error = result.success ? checked?.error : result.error;
    attempts.push({
      taskId: goal.name,
      strategy: strategy.name,
      proved,
      heartbeats: result.heartbeats,
      // What is left is less than the least request.
      spent: !proved && result.heartbeats > heartbeats - 1,
      tactics: result.tactics,
      ...(proved || error === undefined ? {} : { error }),
    });
    if (proved) return { attempts };
    if (late) {
      return {
        attempts,
        broken: `${strategy.name} was cut by the wall clock after ${attemptMs} ms`,
      };
    }
  }
  return { attempts };
}
