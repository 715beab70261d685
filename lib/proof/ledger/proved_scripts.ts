import type { Kysely } from "kysely";
import type { ProvedScript } from "../strategies/copilot/ngram_model.ts";
import { CACHE_STRATEGY } from "./settle_goal.ts";
import type { LedgerTables } from "./schema.ts";

/**
 * Scripts that proved goals, each once, in an order that does not depend on when they were found: what a
 * tactic model is learned from.
 *
 * @param only `finished` leaves out runs that may still be taken up, so that those go on as they began
 */
export async function provedScripts(
  db: Kysely<LedgerTables>,
  only: "finished" | "all",
): Promise<ProvedScript[]> {
  let query = db.selectFrom("attempts").innerJoin("goals", "goals.goal_id", "attempts.goal_id")
    .innerJoin("runs", "runs.run_id", "attempts.run_id")
    .select(["goals.text", "attempts.tactics"]).distinct()
    .where("success", "=", 1).where("strategy", "<>", CACHE_STRATEGY);
  if (only === "finished") query = query.where("runs.state", "=", "done");
  const rows = await query.orderBy("goals.text").orderBy("attempts.tactics").execute();
  return rows.map(({ text, tactics }) => ({
    statement: text,
    tactics: JSON.parse(tactics) as string[],
  }));
}

/** Goals of a toolchain that nobody has proved yet and that elaborate, the most urgent first. */
export async function unprovedGoals(db: Kysely<LedgerTables>, toolchain: string) {
  return await db.selectFrom("goals").selectAll().where("toolchain", "=", toolchain)
    .where("status", "in", ["open", "unsolved"]).orderBy("priority", "desc").orderBy("goal_id")
    .execute();
}
