import type { Kysely } from "kysely";
import { digestOf } from "../../substrate/values/digest.ts";
import { fulfilTicket } from "../marketplace/tickets.ts";
import { proofText } from "../strategies/script.ts";
import { cacheProof, countUse, evictProof } from "./tactic_cache.ts";
import type { QueuedGoal } from "./run_queue.ts";
import type { LedgerTables } from "./schema.ts";

type Db = Kysely<LedgerTables>;

/** One strategy's part in a goal. */
export interface AttemptRecord {
  readonly strategy: string;
  /** Its place in the order in which they were begun. */
  readonly turn: number;
  /** Absent for one that was cancelled. */
  readonly ended?: {
    readonly success: boolean;
    readonly verdict: string;
    readonly tactics: readonly string[];
    readonly subgoals: readonly string[];
    readonly error?: string | undefined;
  };
  readonly queueMs: number;
  readonly workMs: number;
  readonly heartbeats: number;
}

/** What came of one goal in one round. */
export interface GoalOutcome {
  readonly verdict: "proved" | "unsolved" | "invalid";
  readonly attempts: readonly AttemptRecord[];
  /** The attempt of a cached proof that was checked again. */
  readonly recheck?: AttemptRecord | undefined;
  readonly proof?: {
    readonly strategy: string;
    readonly tactics: readonly string[];
    readonly used: readonly string[];
    readonly cached: boolean;
  };
  readonly error?: string | undefined;
}

/** The name of the strategy under which a cached proof is checked again. */
export const CACHE_STRATEGY = "cache";

/** Where an outcome belongs. */
export interface OutcomePlace {
  readonly runId: string;
  readonly round: number;
  readonly backend: string;
  readonly toolchain: string;
  readonly owner: string;
}

/**
 * Writes everything that came of a goal in a round: its attempts, the cache, the goal, and the ticket that
 * asked for it where there is one. Writing the same outcome again changes nothing.
 */
export async function settleGoal(
  trx: Db,
  queued: QueuedGoal,
  outcome: GoalOutcome,
  place: OutcomePlace,
  now: Date,
): Promise<void> {
  const { goalId, position } = queued;
  const at = now.toISOString();
  const { recheck, proof } = outcome;
  const attempts = recheck === undefined ? outcome.attempts : [recheck, ...outcome.attempts];
  for (const attempt of attempts) await recordAttempt(trx, queued, attempt, place, at);
  if (recheck?.ended?.success === false) await evictProof(trx, goalId);
  if (proof?.cached) await countUse(trx, goalId, at);
  else if (proof !== undefined) await cacheProof(trx, { goalId, at, ...proof });
  const sum = (of: (attempt: AttemptRecord) => number) =>
    attempts.reduce((total, attempt) => total + of(attempt), 0);
  await trx.updateTable("run_goals").set(({ eb }) => ({
    state: "settled",
    verdict: outcome.verdict,
    strategy: proof?.strategy ?? null,
    tactics: proof === undefined ? null : JSON.stringify(proof.tactics),
    cached: proof?.cached ? 1 : 0,
    error: outcome.error ?? null,
    queue_ms: eb("queue_ms", "+", sum(({ queueMs }) => queueMs)),
    work_ms: eb("work_ms", "+", sum(({ workMs }) => workMs)),
    heartbeats: eb("heartbeats", "+", sum(({ heartbeats }) => heartbeats)),
  })).where("run_id", "=", place.runId).where("position", "=", position).execute();
  await trx.updateTable("goals").set({ status: outcome.verdict })
    .where("goal_id", "=", goalId).where("status", "<>", "proved").execute();
  if (proof !== undefined) await completeTicket(trx, queued, proof.tactics, place, now);
  else await releaseTicket(trx, queued, place.owner, at);
}

async function recordAttempt(
  trx: Db,
  queued: QueuedGoal,
  attempt: AttemptRecord,
  place: OutcomePlace,
  at: string,
): Promise<void> {
  const { runId: run_id, round, backend, toolchain } = place;
  const { strategy, turn, ended, queueMs: queue_ms, workMs: work_ms } = attempt;
  const { goalId: goal_id, position } = queued;
  const attempt_id = digestOf({ run_id, round, position, strategy }).slice(0, 24);
  const common = { attempt_id, run_id, goal_id, strategy, queue_ms, work_ms, at };
  const where = { round, position, turn };
  if (ended === undefined) {
    await trx.insertInto("cancellations").values({ ...common, ...where })
      .onConflict((row) => row.doNothing()).execute();
    return;
  }
  await trx.insertInto("attempts").values({
    ...common,
    ...where,
    success: ended.success ? 1 : 0,
    verdict: ended.verdict,
    tactics: JSON.stringify(ended.tactics),
    subgoals: JSON.stringify(ended.subgoals),
    error: ended.error ?? null,
    heartbeats: attempt.heartbeats,
    backend,
    toolchain,
  }).onConflict((row) => row.doNothing()).execute();
}

async function completeTicket(
  trx: Db,
  queued: QueuedGoal,
  tactics: readonly string[],
  { owner, toolchain }: OutcomePlace,
  now: Date,
): Promise<void> {
  const ticket = await trx.selectFrom("tickets").select(["ticket_id", "owner", "state"])
    .where("statement_key", "=", queued.statementKey).where("state", "in", ["open", "claimed"])
    .executeTakeFirst();
  // Somebody else's claim stands: they hand in their own.
  if (ticket === undefined || (ticket.state === "claimed" && ticket.owner !== owner)) return;
  const proof = proofText(tactics);
  await fulfilTicket(trx, ticket.ticket_id, { proof, verdict: "proved", toolchain, owner }, now);
}

/** A claim of our own on a goal that we could not prove goes back to the market. */
async function releaseTicket(
  trx: Db,
  { statementKey }: QueuedGoal,
  owner: string,
  at: string,
): Promise<void> {
  await trx.updateTable("tickets")
    .set({ state: "open", owner: null, lease_until: null, updated_at: at })
    .where("statement_key", "=", statementKey).where("state", "=", "claimed")
    .where("owner", "=", owner).execute();
}
