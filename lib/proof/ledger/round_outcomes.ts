import type { Kysely } from "kysely";
import type { LedgerTables } from "./schema.ts";

type Db = Kysely<LedgerTables>;

/** What a bandit learns from: one strategy's part in one goal. */
export interface StrategyOutcome {
  readonly category: string;
  readonly strategy: string;
  readonly ended: "proved" | "failed" | "cancelled";
}

/** Rounds of a run to look at. */
export interface RoundSpan {
  readonly runId: string;
  /** The first one. */
  readonly from: number;
  /** The last one. */
  readonly to: number;
}

/**
 * What became of every strategy in some rounds of a run: by round, goal and turn, in whatever order they
 * were written.
 */
export async function roundOutcomes(db: Db, span: RoundSpan): Promise<StrategyOutcome[]> {
  const within = (table: "attempts" | "cancellations") =>
    db.selectFrom(table).innerJoin("goals", "goals.goal_id", `${table}.goal_id`)
      .select(["category", "strategy", "round", "position", "turn"])
      .where("run_id", "=", span.runId).where("round", ">=", span.from)
      .where("round", "<=", span.to);
  const ended = await db.selectFrom("attempts")
    .innerJoin("goals", "goals.goal_id", "attempts.goal_id")
    .select(["category", "strategy", "round", "position", "turn", "success"])
    .where("run_id", "=", span.runId).where("round", ">=", span.from)
    .where("round", "<=", span.to).execute();
  const cancelled = await within("cancellations").execute();
  return [
    ...ended.map((row) => ({ ...row, ended: row.success ? "proved" as const : "failed" as const })),
    ...cancelled.map((row) => ({ ...row, ended: "cancelled" as const })),
  ].sort((a, b) => a.round - b.round || a.position - b.position || a.turn - b.turn)
    .map(({ category, strategy, ended }) => ({ category, strategy, ended }));
}

/** Everything the ledger knows of strategies, oldest first: what a search without end begins with. */
export async function allOutcomes(db: Db): Promise<StrategyOutcome[]> {
  const rows = await db.selectFrom("attempts")
    .innerJoin("goals", "goals.goal_id", "attempts.goal_id")
    .select(["category", "strategy", "success"]).orderBy("at").orderBy("attempt_id").execute();
  return rows.map(({ category, strategy, success }) => ({
    category,
    strategy,
    ended: success ? "proved" : "failed",
  }));
}

/** What is known once a round is closed. */
export interface Checkpoint {
  /** The next round. */
  readonly round: number;
  /** By class: goals for which strategies have been ranked. */
  readonly ranked: Readonly<Record<string, number>>;
}

/** Where a run stands: at its beginning, or behind the last round that was closed. */
export async function lastCheckpoint(db: Db, runId: string): Promise<Checkpoint> {
  const row = await db.selectFrom("checkpoints").select("state").where("run_id", "=", runId)
    .orderBy("round", "desc").executeTakeFirst();
  return row === undefined ? { round: 0, ranked: {} } : JSON.parse(row.state) as Checkpoint;
}
