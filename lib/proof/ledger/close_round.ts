import type { Kysely, Selectable } from "kysely";
import { leanTokens } from "../goal/lean_tokens.ts";
import type { Goal } from "../goal/goal.ts";
import { categoryOf } from "../goal/category.ts";
import { statementKey } from "../goal/goal_id.ts";
import { addDependency, requestTicket, waitsFor } from "../marketplace/tickets.ts";
import type { Ticket } from "../marketplace/ticket.ts";
import type { Checkpoint } from "./round_outcomes.ts";
import { completedLemmas, enqueueGoals } from "./run_queue.ts";
import type { LedgerTables, RunGoalRow } from "./schema.ts";
import { CACHE_STRATEGY } from "./settle_goal.ts";

type Db = Kysely<LedgerTables>;
type Row = Selectable<RunGoalRow> & { statement_key: string; text: string };

/** Failed strategies after which a goal is put on the market. */
export const FAILURES_FOR_TICKET = 3;

/** What the end of a round is decided by. */
export interface RoundRules {
  readonly runId: string;
  readonly toolchain: string;
  /** How often a goal is tried with all strategies. */
  readonly passes: number;
  /** Subgoals of subgoals are followed no deeper. */
  readonly depth: number;
  /** Subgoals that one goal may ask for in one pass. */
  readonly subgoals: number;
}

/** What the end of a round brought. */
export interface RoundEnd {
  readonly tickets: readonly Ticket[];
  /** Subgoals that went into the queue. */
  readonly queued: number;
  /** Goals that are to be tried again. */
  readonly again: number;
}

/**
 * Closes a round, all of it or nothing: opens tickets for goals that three strategies failed at, puts the
 * subgoals they left on the market and into the queue, puts goals back whose turn comes again or whose
 * lemmas have been proved, and notes where the run stands.
 */
export async function closeRound(
  trx: Db,
  rules: RoundRules,
  checkpoint: Checkpoint,
  now: Date,
): Promise<RoundEnd> {
  const { runId } = rules;
  const round = checkpoint.round - 1;
  const unsolved = await rowsOf(trx, runId).where("round", "=", round)
    .where("verdict", "=", "unsolved").orderBy("position").execute();
  const tickets: Ticket[] = [];
  let queued = 0, again = 0;
  for (const row of unsolved) {
    const own = await ownTicket(trx, rules, row, now);
    if (own !== undefined) tickets.push(own);
    queued += await askForSubgoals(trx, rules, row, own, now);
    if (row.pass + 1 >= rules.passes) continue;
    await putBack(trx, row, row.pass + 1);
    again++;
  }
  again += await wakeWaiters(trx, runId);
  await trx.insertInto("checkpoints").values({
    ...{ run_id: runId, round: checkpoint.round, state: JSON.stringify(checkpoint) },
    at: now.toISOString(),
  }).execute();
  return { tickets, queued, again };
}

function rowsOf(trx: Db, runId: string) {
  return trx.selectFrom("run_goals").innerJoin("goals", "goals.goal_id", "run_goals.goal_id")
    .selectAll("run_goals").select(["goals.statement_key", "goals.text"])
    .where("run_goals.run_id", "=", runId);
}

/** The goal's ticket: opened now if enough strategies have failed, and only told of when it is new. */
async function ownTicket(
  trx: Db,
  { runId }: RoundRules,
  row: Row,
  now: Date,
): Promise<Ticket | undefined> {
  const failed = await trx.selectFrom("attempts").select("strategy").distinct()
    .where("run_id", "=", runId).where("goal_id", "=", row.goal_id).where("success", "=", 0)
    .where("strategy", "<>", CACHE_STRATEGY).execute();
  if (failed.length < FAILURES_FOR_TICKET) return undefined;
  const known = await trx.selectFrom("tickets").select("ticket_id")
    .where("statement_key", "=", row.statement_key).where("state", "<>", "cancelled")
    .executeTakeFirst();
  if (known !== undefined) return undefined;
  const { text: statement, priority } = row;
  return await requestTicket(trx, { statement, priority, requester: row.name }, now);
}

async function askForSubgoals(
  trx: Db,
  rules: RoundRules,
  row: Row,
  own: Ticket | undefined,
  now: Date,
): Promise<number> {
  if (row.depth >= rules.depth) return 0;
  const found = await trx.selectFrom("attempts").select("subgoals")
    .where("run_id", "=", rules.runId).where("round", "=", row.round)
    .where("position", "=", row.position).orderBy("turn").execute();
  const wanted = new Map<string, string>();
  for (const statement of found.flatMap(({ subgoals }) => JSON.parse(subgoals) as string[])) {
    const key = statementKey({ context: [], statement });
    if (key !== row.statement_key && leanTokens(statement).length > 0) wanted.set(key, statement);
  }
  const fresh: { goal: Goal; depth: number }[] = [];
  for (const [key, statement] of [...wanted].slice(0, rules.subgoals)) {
    const { priority, name } = row;
    const waiters = [row.statement_key];
    const ticket = await requestTicket(
      trx,
      { statement, priority, requester: name, waiters },
      now,
    );
    if (own !== undefined && !await waitsFor(trx, ticket.id, own.id)) {
      await addDependency(trx, own.id, ticket.id);
    }
    if (ticket.state === "completed" || await isQueued(trx, rules.runId, key)) continue;
    const category = categoryOf({ context: [], statement });
    const { difficulty } = row;
    fresh.push({
      goal: {
        ...{ name: ticket.name, statement, context: [], difficulty, priority, category },
        source: "ticket",
      },
      depth: row.depth + 1,
    });
  }
  await enqueueGoals(trx, rules.runId, fresh, rules.toolchain);
  return fresh.length;
}

async function isQueued(trx: Db, runId: string, statement_key: string): Promise<boolean> {
  const row = await trx.selectFrom("run_goals")
    .innerJoin("goals", "goals.goal_id", "run_goals.goal_id").select("position")
    .where("run_id", "=", runId).where("statement_key", "=", statement_key).executeTakeFirst();
  return row !== undefined;
}

/** Goals that have given up, but whose lemmas have come since: one more time each. */
async function wakeWaiters(trx: Db, runId: string): Promise<number> {
  const rows = await rowsOf(trx, runId)
    .innerJoin("ticket_waiters", "ticket_waiters.statement_key", "goals.statement_key")
    .innerJoin("tickets", "tickets.ticket_id", "ticket_waiters.ticket_id")
    .where("run_goals.verdict", "=", "unsolved").where("run_goals.state", "=", "settled")
    .where("tickets.state", "=", "completed").distinct().orderBy("position").execute();
  let woken = 0;
  for (const row of rows) {
    // `lemmas` of the row is how many it had when it was tried last.
    if (await completedLemmas(trx, row.statement_key) <= row.lemmas) continue;
    await putBack(trx, row, row.pass);
    woken++;
  }
  return woken;
}

async function putBack(trx: Db, row: Row, pass: number): Promise<void> {
  await trx.updateTable("run_goals").set({ state: "waiting", round: null, pass })
    .where("run_id", "=", row.run_id).where("position", "=", row.position).execute();
}
