import type { Kysely } from "kysely";
import { closedStatement, type Goal } from "../goal/goal.ts";
import { goalId, statementKey } from "../goal/goal_id.ts";
import type { GoalRow, LedgerTables } from "./schema.ts";

/** The row of a goal that is met for the first time. */
export function goalRow(goal: Goal, toolchain: string): GoalRow {
  return {
    goal_id: goalId(goal, toolchain),
    statement_key: statementKey(goal),
    name: goal.name,
    text: closedStatement(goal),
    source: goal.source,
    category: goal.category,
    difficulty: goal.difficulty,
    priority: goal.priority,
    status: "open",
    toolchain,
  };
}

/** Remembers a goal; one that is known keeps its row. Returns its id. */
export async function rememberGoal(
  trx: Kysely<LedgerTables>,
  goal: Goal,
  toolchain: string,
): Promise<string> {
  const row = goalRow(goal, toolchain);
  await trx.insertInto("goals").values(row).onConflict((at) => at.doNothing()).execute();
  return row.goal_id;
}

/** A goal as it was remembered, its context folded into the statement. */
export function goalOf(row: GoalRow): Goal {
  return {
    name: row.name,
    statement: row.text,
    context: [],
    difficulty: row.difficulty,
    priority: row.priority,
    category: row.category,
    source: row.source as Goal["source"],
  };
}
