import type { Kysely } from "kysely";
import type { ProvedGoal } from "../premises/premise_memory.ts";
import type { LedgerTables } from "./schema.ts";

/**
 * Goals of a toolchain that were proved, with the premises of their proofs as the premise cache keeps them, in an
 * order that does not depend on when they were found.
 *
 * @param only `finished` leaves out what runs proved that may still be taken up, so that those go on as they began
 */
export async function provedPremises(
  db: Kysely<LedgerTables>,
  toolchain: string,
  only: "finished" | "all",
): Promise<ProvedGoal[]> {
  let query = db.selectFrom("premise_cache")
    .innerJoin("goals", "goals.goal_id", "premise_cache.goal_id")
    .select(["goals.text", "premise_cache.premises"]).where("goals.toolchain", "=", toolchain);
  if (only === "finished") {
    query = query.where(
      "goals.goal_id",
      "in",
      (from) =>
        from.selectFrom("attempts").innerJoin("runs", "runs.run_id", "attempts.run_id")
          .select("attempts.goal_id").where("success", "=", 1).where("runs.state", "=", "done"),
    );
  }
  const rows = await query.orderBy("goals.goal_id").execute();
  return rows.map(({ text, premises }) => ({
    statement: text,
    premises: JSON.parse(premises) as string[],
  }));
}
