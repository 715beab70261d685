import * as z from "zod";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import type { Ledger } from "../ledger/open_ledger.ts";
import { runGoals } from "../ledger/run_queue.ts";
import { CACHE_STRATEGY } from "../ledger/settle_goal.ts";

const count = z.int().min(0);
const ms = z.number().min(0);

/** A results file of `proof-bank` (`proof.bank/1`). */
export const bankRecord = defineRecord({
  name: "proof.bank",
  version: 1,
  fields: z.strictObject({
    runId: z.string(),
    totals: z.strictObject({ goals: count, processed: count, proved: count, invalid: count }),
    /** By name; what was cancelled is not charged. */
    strategies: z.record(
      z.string(),
      z.strictObject({ used: count, succeeded: count, cancelled: count, heartbeats: z.number() }),
    ),
    /** Cached proofs: those that held when they were checked again, and those that did not. */
    cache: z.strictObject({ held: count, evicted: count }),
    goals: z.array(z.strictObject({
      goalId: z.string(),
      name: z.string(),
      category: z.string(),
      /** A subgoal or a ticket that joined on the way. */
      joined: z.boolean(),
      verdict: z.enum(["proved", "unsolved", "invalid", "unprocessed"]),
      strategy: z.string().nullable(),
      cached: z.boolean(),
      tactics: z.array(z.string()).nullable(),
      error: z.string().nullable(),
      queueMs: ms,
      workMs: ms,
      /** Thousands. */
      heartbeats: z.number(),
    })),
    config: z.record(z.string(), z.json()),
    seed: z.string(),
    commit: z.string().nullable(),
    toolchain: z.string(),
    backend: z.string(),
    wallSeconds: z.number().min(0),
    at: z.string(),
  }),
});

/** What a results file holds. */
export type BankReport = Parameters<typeof bankRecord.write>[0];

/** What the ledger does not know of a run. */
export interface ReportFacts {
  readonly wallSeconds: number;
  /** Of the source, where it is known. */
  readonly commit: string | undefined;
  /** Options that do not decide results, for the record. */
  readonly execution: Readonly<Record<string, z.core.util.JSONType>>;
  readonly at: Date;
}

/** The report of a run, all of it from the ledger. */
export async function bankReport(
  { db }: Ledger,
  runId: string,
  facts: ReportFacts,
): Promise<BankReport> {
  const run = await db.selectFrom("runs").selectAll().where("run_id", "=", runId)
    .executeTakeFirstOrThrow();
  const rows = await runGoals(db, runId);
  const goals = rows.map((row): BankReport["goals"][number] => ({
    goalId: row.goal_id,
    name: row.name,
    category: row.category,
    joined: row.source === "ticket",
    verdict: (row.verdict ?? "unprocessed") as BankReport["goals"][number]["verdict"],
    strategy: row.strategy,
    cached: row.cached === 1,
    tactics: row.tactics === null ? null : JSON.parse(row.tactics) as string[],
    error: row.verdict === "proved" ? null : row.error,
    queueMs: Math.round(row.queue_ms),
    workMs: Math.round(row.work_ms),
    heartbeats: row.heartbeats,
  }));
  const asked = goals.filter(({ joined }) => !joined);
  const of = (verdict: string) => asked.filter((goal) => goal.verdict === verdict).length;
  const { strategies, cache } = await strategyCounts(db, runId);
  return {
    ...{ runId, strategies, cache, goals },
    totals: {
      goals: asked.length,
      processed: asked.length - of("unprocessed"),
      ...{ proved: of("proved"), invalid: of("invalid") },
    },
    config: { ...JSON.parse(run.options), ...facts.execution },
    ...{ seed: run.seed, toolchain: run.toolchain, backend: run.backend },
    ...{ commit: facts.commit ?? null, wallSeconds: facts.wallSeconds, at: facts.at.toISOString() },
  };
}

async function strategyCounts(db: Ledger["db"], runId: string) {
  const ended = await db.selectFrom("attempts").select(["strategy"])
    .select(({ fn }) => [
      fn.countAll<number>().as("used"),
      fn.sum<number>("success").as("succeeded"),
      fn.sum<number>("heartbeats").as("heartbeats"),
    ]).where("run_id", "=", runId).groupBy("strategy").orderBy("strategy").execute();
  const cancelled = await db.selectFrom("cancellations").select("strategy")
    .select(({ fn }) => fn.countAll<number>().as("n")).where("run_id", "=", runId)
    .groupBy("strategy").orderBy("strategy").execute();
  const strategies: Record<string, BankReport["strategies"][string]> = {};
  const of = (name: string) =>
    strategies[name] ??= { used: 0, succeeded: 0, cancelled: 0, heartbeats: 0 };
  for (const { strategy, used, succeeded, heartbeats } of ended) {
    if (strategy === CACHE_STRATEGY) continue;
    Object.assign(of(strategy), {
      ...{ used: Number(used), succeeded: Number(succeeded), heartbeats: Number(heartbeats ?? 0) },
    });
  }
  for (const { strategy, n } of cancelled) of(strategy).cancelled = Number(n);
  const cache = ended.find(({ strategy }) => strategy === CACHE_STRATEGY);
  const held = Number(cache?.succeeded ?? 0);
  return { strategies, cache: { held, evicted: Number(cache?.used ?? 0) - held } };
}

/** The report as the text of its file. */
export function bankFile(report: BankReport): string {
  return JSON.stringify(JSON.parse(bankRecord.write(report)), null, 2) + "\n";
}
