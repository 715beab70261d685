import { type Kysely, type Selectable, sql } from "kysely";
import { UserError } from "../../substrate/values/user_error.ts";
import { closedStatement, type Goal } from "../goal/goal.ts";
import { statementKey } from "../goal/goal_id.ts";
import { rememberGoal } from "./known_goals.ts";
import type { LedgerTables, RunGoalRow } from "./schema.ts";

type Db = Kysely<LedgerTables>;

/** What a run is. */
export interface RunStart {
  /** Digest of command, options, seed and goals. */
  readonly identity: string;
  readonly command: string;
  /** JSON text of what decides its results. */
  readonly options: string;
  readonly seed: string;
  readonly backend: string;
  readonly toolchain: string;
  /** Who works on it: no two at a time. */
  readonly owner: string;
  readonly leaseMs: number;
  /** Take up the last run of this identity; a new one otherwise. */
  readonly resume: boolean;
}

/** A goal in the queue of a run. */
export interface QueuedGoal {
  readonly position: number;
  readonly goalId: string;
  readonly statementKey: string;
  readonly goal: Goal;
  readonly depth: number;
  readonly pass: number;
  /** Completed lemmas that it may use: so many, in the order of their completion. */
  readonly lemmas: number;
  /** Nothing is left to do in this round: an earlier process did it. */
  readonly settled: boolean;
}

/**
 * Begins a run, or takes up the last one of the same identity where it was left.
 *
 * @throws {UserError} exit 1 while another process works on the one to take up.
 */
export async function beginRun(
  trx: Db,
  start: RunStart,
  now: Date,
): Promise<{ readonly runId: string; readonly resumed: boolean }> {
  const at = now.toISOString();
  const { identity, command, options, seed, backend, toolchain, owner } = start;
  const lease_until = leaseEnd(now, start.leaseMs);
  const earlier = await trx.selectFrom("runs").selectAll().where("identity", "=", identity)
    .orderBy(sql`rowid`, "desc").execute();
  const [last] = earlier;
  if (start.resume && last !== undefined) {
    const { owner: holder, lease_until: until, run_id: runId } = last;
    if (holder !== null && holder !== owner && until !== null && until > at) {
      const says = `${command}: this search is under way in ${holder}, whose lease ends ${until}`;
      throw new UserError(says, { exitCode: 1 });
    }
    await trx.updateTable("runs").set({ state: "running", owner, lease_until, updated_at: at })
      .where("run_id", "=", runId).execute();
    return { runId, resumed: true };
  }
  const run_id = `${identity}.${earlier.length + 1}`;
  await trx.insertInto("runs").values({
    ...{ run_id, identity, command, options, seed, backend, toolchain, owner, lease_until },
    ...{ state: "running", started_at: at, updated_at: at },
  }).execute();
  return { runId: run_id, resumed: false };
}

/** Puts off the end of the lease. */
export async function renewRun(
  trx: Db,
  { runId, owner, leaseMs }: { runId: string; owner: string; leaseMs: number },
  now: Date,
): Promise<void> {
  await trx.updateTable("runs").set({ lease_until: leaseEnd(now, leaseMs) })
    .where("run_id", "=", runId).where("owner", "=", owner).execute();
}

/** Ends the work on a run, for good or until it is taken up again. */
export async function leaveRun(
  trx: Db,
  runId: string,
  state: "done" | "interrupted",
  now: Date,
): Promise<void> {
  await trx.updateTable("runs")
    .set({ state, owner: null, lease_until: null, updated_at: now.toISOString() })
    .where("run_id", "=", runId).execute();
}

/** Adds goals to the end of the queue. */
export async function enqueueGoals(
  trx: Db,
  runId: string,
  goals: readonly { readonly goal: Goal; readonly depth: number }[],
  toolchain: string,
): Promise<void> {
  const last = await trx.selectFrom("run_goals").select(({ fn }) => fn.max("position").as("last"))
    .where("run_id", "=", runId).executeTakeFirst();
  let position = last?.last === null || last === undefined ? 0 : Number(last.last) + 1;
  for (const { goal, depth } of goals) {
    const { name, statement, context, category, source, difficulty, priority } = goal;
    await trx.insertInto("run_goals").values({
      ...{ run_id: runId, position: position++, name, statement, category, source, depth },
      ...{ goal_id: await rememberGoal(trx, goal, toolchain), context: JSON.stringify(context) },
      ...{ difficulty, priority, pass: 0, lemmas: 0, state: "waiting", round: null, verdict: null },
      ...{ strategy: null, tactics: null, cached: 0, error: null },
      ...{ queue_ms: 0, work_ms: 0, heartbeats: 0 },
    }).execute();
  }
}

/**
 * The goals of a round by place: those that were taken before, or else the first `size` of the queue, now
 * taken. Empty when nothing is left.
 *
 * The queue is ordered by pass, priority, difficulty and place.
 */
export async function takeRound(
  trx: Db,
  runId: string,
  round: number,
  size: number,
): Promise<QueuedGoal[]> {
  const of = () => trx.selectFrom("run_goals").selectAll().where("run_id", "=", runId);
  const inRound = () => of().where("round", "=", round).orderBy("position").execute();
  const begun = await inRound();
  if (begun.length > 0) return begun.map(queuedOf);
  const next = await of().where("state", "=", "waiting").orderBy("pass")
    .orderBy("priority", "desc").orderBy("difficulty").orderBy("position").limit(size).execute();
  for (const row of next) {
    const { position, statementKey: key } = queuedOf(row);
    // Counted now: a lemma that is proved in this round is for the next.
    const lemmas = await completedLemmas(trx, key);
    await trx.updateTable("run_goals").set({ state: "in_round", round, lemmas })
      .where("run_id", "=", runId).where("position", "=", position).execute();
  }
  return (await inRound()).map(queuedOf);
}

/** How many lemmas the goal of a statement may use. */
export async function completedLemmas(trx: Db, key: string): Promise<number> {
  const row = await trx.selectFrom("ticket_waiters")
    .innerJoin("tickets", "tickets.ticket_id", "ticket_waiters.ticket_id")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .where("ticket_waiters.statement_key", "=", key).where("tickets.state", "=", "completed")
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** The goals that a run has in its queue, and whether they were ever tried. */
export async function queuedIds(db: Db, runId: string): Promise<Map<string, "new" | "tried">> {
  const rows = await db.selectFrom("run_goals").select(["goal_id", "verdict"])
    .where("run_id", "=", runId).execute();
  return new Map(rows.map((row) => [row.goal_id, row.verdict === null ? "new" : "tried"]));
}

/** Every goal of a run by place. */
export async function runGoals(db: Db, runId: string): Promise<Selectable<RunGoalRow>[]> {
  return await db.selectFrom("run_goals").selectAll().where("run_id", "=", runId)
    .orderBy("position").execute();
}

/** How many goals of a run there are, were settled, and were proved; subgoals are not counted. */
export async function runCounts(
  db: Db,
  runId: string,
): Promise<{ goals: number; settled: number; proved: number }> {
  const row = await db.selectFrom("run_goals").where("run_id", "=", runId).where("depth", "=", 0)
    .select([
      sql<number>`count(*)`.as("goals"),
      sql<number>`coalesce(sum(state = 'settled'), 0)`.as("settled"),
      sql<number>`coalesce(sum(verdict = 'proved'), 0)`.as("proved"),
    ]).executeTakeFirstOrThrow();
  return {
    goals: Number(row.goals),
    settled: Number(row.settled),
    proved: Number(row.proved),
  };
}

function queuedOf(row: Selectable<RunGoalRow>): QueuedGoal {
  const goal: Goal = {
    name: row.name,
    statement: row.statement,
    context: JSON.parse(row.context) as string[],
    difficulty: row.difficulty,
    priority: row.priority,
    category: row.category,
    source: row.source as Goal["source"],
  };
  const key = statementKey({ context: [], statement: closedStatement(goal) });
  const { position, goal_id: goalId, depth, pass, lemmas } = row;
  const settled = row.state === "settled";
  return { position, goalId, statementKey: key, goal, depth, pass, lemmas, settled };
}

function leaseEnd(now: Date, leaseMs: number): string {
  return new Date(now.getTime() + leaseMs).toISOString();
}
