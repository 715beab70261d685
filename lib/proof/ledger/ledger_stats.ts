import { sql } from "kysely";
import type { Ledger } from "./open_ledger.ts";
import type { RecentAttempt, StrategyStats } from "./schema.ts";

/** What a ledger holds, in figures. */
export interface LedgerStats {
  readonly goals: Readonly<Record<string, number>>;
  readonly tickets: Readonly<Record<string, number>>;
  readonly cachedProofs: number;
  readonly runs: number;
  readonly strategies: readonly StrategyStats[];
  readonly recent: readonly RecentAttempt[];
}

/** Counts goals and tickets by state, and reads the two views. */
export async function ledgerStats({ db }: Ledger, recent: number): Promise<LedgerStats> {
  const byState = async (table: "goals" | "tickets", column: "status" | "state") => {
    const rows = await db.selectFrom(table).select(sql<string>`${sql.ref(column)}`.as("state"))
      .select(sql<number>`count(*)`.as("n")).groupBy("state").orderBy("state").execute();
    return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
  };
  const countOf = async (table: "tactic_cache" | "runs") => {
    const row = await db.selectFrom(table).select(sql<number>`count(*)`.as("n"))
      .executeTakeFirstOrThrow();
    return Number(row.n);
  };
  return {
    goals: await byState("goals", "status"),
    tickets: await byState("tickets", "state"),
    cachedProofs: await countOf("tactic_cache"),
    runs: await countOf("runs"),
    strategies: await db.selectFrom("stats_by_strategy").selectAll().execute(),
    recent: await db.selectFrom("recent_attempts").selectAll().limit(recent).execute(),
  };
}
