import { type Kysely, sql } from "kysely";
import type { LedgerTables } from "./schema.ts";

/** A proof that was found before. */
export interface CachedProof {
  readonly tactics: readonly string[];
  /** The strategy that found it. */
  readonly strategy: string;
}

/** A proof to remember. */
export interface ProofToCache extends CachedProof {
  readonly goalId: string;
  readonly at: string;
  /** Library constants it uses: what the premise cache keeps, and reprover looks up. */
  readonly used: readonly string[];
}

/** The proof that the ledger knows of a goal, if any. It holds nothing until it is checked again. */
export async function cachedProof(
  db: Kysely<LedgerTables>,
  goalId: string,
): Promise<CachedProof | undefined> {
  const row = await db.selectFrom("tactic_cache").select(["tactics", "strategy"])
    .where("goal_id", "=", goalId).executeTakeFirst();
  return row && { tactics: JSON.parse(row.tactics) as string[], strategy: row.strategy };
}

/** Remembers a checked proof, unless a shorter one is known, and the premises it uses. */
export async function cacheProof(trx: Kysely<LedgerTables>, proof: ProofToCache): Promise<void> {
  const { goalId: goal_id, strategy, at } = proof;
  const known = await cachedProof(trx, goal_id);
  if (known === undefined || lengthOf(proof.tactics) < lengthOf(known.tactics)) {
    const tactics = JSON.stringify(proof.tactics);
    await trx.insertInto("tactic_cache")
      .values({
        goal_id,
        tactics,
        strategy,
        success_rate: 1,
        avg_ms: 0,
        use_count: 0,
        last_used: at,
      })
      .onConflict((row) => row.column("goal_id").doUpdateSet({ tactics, strategy, last_used: at }))
      .execute();
    const premises = JSON.stringify([...new Set(proof.used)].sort());
    const score = 1 / Math.max(1, proof.used.length);
    await trx.insertInto("premise_cache").values({ goal_id, premises, score, at })
      .onConflict((row) => row.column("goal_id").doUpdateSet({ premises, score, at })).execute();
  }
  await refreshShares(trx, goal_id);
}

/** Counts a use of a cached proof that held when it was checked again. */
export async function countUse(
  trx: Kysely<LedgerTables>,
  goalId: string,
  at: string,
): Promise<void> {
  await trx.updateTable("tactic_cache")
    .set(({ eb }) => ({ use_count: eb("use_count", "+", 1), last_used: at }))
    .where("goal_id", "=", goalId).execute();
}

/** Forgets a cached proof that no longer holds. */
export async function evictProof(trx: Kysely<LedgerTables>, goalId: string): Promise<void> {
  await trx.deleteFrom("tactic_cache").where("goal_id", "=", goalId).execute();
  await trx.deleteFrom("premise_cache").where("goal_id", "=", goalId).execute();
}

async function refreshShares(trx: Kysely<LedgerTables>, goalId: string): Promise<void> {
  await sql`update tactic_cache set (success_rate, avg_ms) =
    (select coalesce(avg(success), 1), coalesce(avg(work_ms), 0) from attempts
      where attempts.goal_id = ${goalId} and strategy <> 'cache')
    where goal_id = ${goalId}`.execute(trx);
}

function lengthOf(tactics: readonly string[]): number {
  return tactics.reduce((sum, tactic) => sum + tactic.length + 1, 0);
}
