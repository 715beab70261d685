import * as z from "zod";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import type { Ledger } from "../ledger/open_ledger.ts";
import { runGoals } from "../ledger/run_queue.ts";
import { CACHE_STRATEGY } from "../ledger/settle_goal.ts";

const count = z.int().min(0);
const ms = z.number().min(0);
const strategyCount = z.strictObject({
  used: count,
  succeeded: count,
  cancelled: count,
  heartbeats: z.number(),
});

/** A results file of `proof-bank` (`proof.bank/1`). */
export const bankRecord = defineRecord({
  name: "proof.bank",
  version: 1,
  fields: z.strictObject({
    runId: z.string(),
    totals: z.strictObject({ goals: count, processed: count, proved: count, invalid: count }),
    /** By name, on the goals that were asked for; what was cancelled is not charged. */
    strategies: z.record(z.string(), strategyCount),
    /** Lemmas that joined on the way, all strategies together: they are in no other total. */
    joined: strategyCount.extend({ goals: count, proved: count }),
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
  const { strategies, cache } = await strategyCounts(db, runId, "asked");
  const onTheWay = await strategyCounts(db, runId, "joined");
  const provedOnTheWay = goals.filter(({ joined, verdict }) => joined && verdict === "proved");
  return {
    ...{ runId, strategies, goals },
    cache: {
      held: cache.held + onTheWay.cache.held,
      evicted: cache.evicted + onTheWay.cache.evicted,
    },
    joined: {
      ...{ goals: goals.length - asked.length, proved: provedOnTheWay.length },
      ...total(Object.values(onTheWay.strategies)),
    },
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

type StrategyCount = z.output<typeof strategyCount>;

const NONE: StrategyCount = { used: 0, succeeded: 0, cancelled: 0, heartbeats: 0 };

function total(counts: readonly StrategyCount[]): StrategyCount {
  return counts.reduce((sum, one) => ({
    used: sum.used + one.used,
    succeeded: sum.succeeded + one.succeeded,
    cancelled: sum.cancelled + one.cancelled,
    heartbeats: sum.heartbeats + one.heartbeats,
  }), NONE);
}

/** What strategies did on the goals of a run that were asked for, or on those that joined on the way. */
async function strategyCounts(db: Ledger["db"], runId: string, which: "asked" | "joined") {
  const within = (table: "attempts" | "cancellations") =>
    db.selectFrom(table).innerJoin(
      "run_goals",
      (join) =>
        join.onRef("run_goals.run_id", "=", `${table}.run_id`)
          .onRef("run_goals.position", "=", `${table}.position`),
    )
      .where(`${table}.run_id`, "=", runId)
      .where("source", which === "joined" ? "=" : "<>", "ticket");
  const ended = await within("attempts").select(["attempts.strategy"])
    .select(({ fn }) => [
      fn.countAll<number>().as("used"),
      fn.sum<number>("success").as("succeeded"),
      fn.sum<number>("attempts.heartbeats").as("heartbeats"),
    ]).groupBy("attempts.strategy").orderBy("attempts.strategy").execute();
  const cancelled = await within("cancellations").select("cancellations.strategy")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .groupBy("cancellations.strategy").orderBy("cancellations.strategy").execute();
  const strategies: Record<string, StrategyCount> = {};
  for (const { strategy, used, succeeded, heartbeats } of ended) {
    if (strategy === CACHE_STRATEGY) continue;
    strategies[strategy] = {
      ...{ used: Number(used), succeeded: Number(succeeded), heartbeats: Number(heartbeats ?? 0) },
      cancelled: 0,
    };
  }
  for (const { strategy, n } of cancelled) {
    strategies[strategy] = { ...strategies[strategy] ?? NONE, cancelled: Number(n) };
  }
  const cache = ended.find(({ strategy }) => strategy === CACHE_STRATEGY);
  const held = Number(cache?.succeeded ?? 0);
  return { strategies, cache: { held, evicted: Number(cache?.used ?? 0) - held } };
}

/** The report as the text of its file. */
export function bankFile(report: BankReport): string {
  return JSON.stringify(JSON.parse(bankRecord.write(report)), null, 2) + "\n";
}
