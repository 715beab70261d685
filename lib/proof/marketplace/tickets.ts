import { type Kysely, sql } from "kysely";
import { statementKey } from "../goal/goal_id.ts";
import { leanTokens } from "../goal/lean_tokens.ts";
import type { LedgerTables } from "../ledger/schema.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { workableTickets } from "./find_tickets.ts";
import { lemmaName, type Ticket, ticketOf } from "./ticket.ts";

type Db = Kysely<LedgerTables>;

/** What is asked for. */
export interface TicketRequest {
  /** A closed Lean statement. */
  readonly statement: string;
  /** @default a name made from the statement */
  readonly name?: string;
  /** From 0 to 1. */
  readonly priority: number;
  readonly requester: string;
  /** Tickets that have to be completed first. @default {[]} */
  readonly needs?: readonly string[];
  /** Keys of the statements that the lemma becomes a premise of. @default {[]} */
  readonly waiters?: readonly string[];
}

/**
 * Asks for a lemma. Who asks for a statement that is wanted already joins that ticket, and raises its
 * priority where theirs is higher.
 *
 * @throws {UserError} for an empty statement, a name that Lean could not use, or a ticket it cannot need.
 */
export async function requestTicket(trx: Db, request: TicketRequest, now: Date): Promise<Ticket> {
  const { statement, priority, requester, needs = [], waiters = [] } = request;
  if (leanTokens(statement).length === 0) throw inputError({ problem: "the statement is empty" });
  const key = statementKey({ context: [], statement });
  const name = request.name ?? lemmaName(key);
  const [word, ...more] = leanTokens(name);
  if (word?.kind !== "word" || more.length > 0 || word.text !== name) {
    throw inputError({ field: "name", expected: "a name that Lean can use", seen: name });
  }
  const live = await trx.selectFrom("tickets").selectAll()
    .where("statement_key", "=", key).where("state", "<>", "cancelled").executeTakeFirst();
  const at = now.toISOString();
  const id = live?.ticket_id ?? await nextId(trx, now);
  if (live === undefined) {
    await trx.insertInto("tickets").values({
      ...{ ticket_id: id, statement_key: key, name, statement, priority, requester },
      ...{ state: "open", owner: null, lease_until: null, proof: null, verdict: null },
      ...{ toolchain: null, reason: null, created_at: at, updated_at: at },
    }).execute();
  } else if (priority > live.priority) {
    await trx.updateTable("tickets").set({ priority, updated_at: at })
      .where("ticket_id", "=", id).execute();
  }
  for (const needed of needs) await addDependency(trx, id, needed);
  for (const statement_key of waiters) {
    await trx.insertInto("ticket_waiters").values({ ticket_id: id, statement_key })
      .onConflict((row) => row.doNothing()).execute();
  }
  return await ticketBy(trx, id);
}

/** Makes one ticket wait for another. @throws {UserError} when that one waits for it already. */
export async function addDependency(trx: Db, ticketId: string, needs: string): Promise<void> {
  await ticketBy(trx, needs);
  if (await waitsFor(trx, needs, ticketId)) {
    throw new UserError(`${ticketId}: cannot need ${needs}, which needs it in turn`);
  }
  await trx.insertInto("ticket_dependencies").values({ ticket_id: ticketId, needs })
    .onConflict((row) => row.doNothing()).execute();
}

/** Whether a ticket is another, or waits for it by way of any others. */
export async function waitsFor(db: Db, ticketId: string, other: string): Promise<boolean> {
  const path = await sql<{ n: number }>`with recursive below (id) as (
      select ${ticketId} union select needs from ticket_dependencies join below on ticket_id = id
    ) select count(*) as n from below where id = ${other}`.execute(db);
  return Number(path.rows[0]!.n) > 0;
}

/** A claim to make. */
export interface TicketClaim {
  readonly owner: string;
  readonly leaseMs: number;
  /** @default the first of those that can be worked on */
  readonly ticketId?: string;
}

/**
 * Gives a ticket to an owner until the lease runs out; the owner of a live claim may renew it.
 *
 * Without an id: the open ticket of the highest priority whose dependencies are completed, the oldest first;
 * nothing where there is none.
 *
 * @throws {UserError} for a ticket that is not there, not open, somebody else's, or waits for another.
 */
export async function claimTicket(
  trx: Db,
  claim: TicketClaim,
  now: Date,
): Promise<Ticket | undefined> {
  await expireClaims(trx, now);
  const id = claim.ticketId ?? (await workableTickets(trx))[0]?.id;
  if (id === undefined) return undefined;
  const ticket = await ticketBy(trx, id);
  if (ticket.state === "claimed" && ticket.owner !== claim.owner) {
    throw new UserError(`${id}: is claimed by ${ticket.owner} until ${ticket.leaseUntil}`);
  }
  if (ticket.state !== "open" && ticket.state !== "claimed") throw stateError(ticket, "claimed");
  const blocked = await unfinished(trx, id);
  if (blocked !== undefined) throw new UserError(`${id}: waits for ${blocked}`);
  await trx.updateTable("tickets").set({
    state: "claimed",
    owner: claim.owner,
    lease_until: new Date(now.getTime() + claim.leaseMs).toISOString(),
    updated_at: now.toISOString(),
  }).where("ticket_id", "=", id).execute();
  return await ticketBy(trx, id);
}

/** What completes a ticket: a proof that Lean's kernel accepted. */
export interface CheckedProof {
  /** A Lean term. */
  readonly proof: string;
  readonly verdict: "proved";
  readonly toolchain: string;
  /** Who hands it in. */
  readonly owner: string;
}

/**
 * Completes a ticket with a checked proof.
 *
 * @throws {UserError} for a ticket that is completed or cancelled, or claimed by somebody else.
 */
export async function fulfilTicket(
  trx: Db,
  ticketId: string,
  checked: CheckedProof,
  now: Date,
): Promise<Ticket> {
  await expireClaims(trx, now);
  const ticket = await ticketBy(trx, ticketId);
  if (ticket.state !== "open" && ticket.state !== "claimed") throw stateError(ticket, "completed");
  if (ticket.owner !== undefined && ticket.owner !== checked.owner) {
    throw new UserError(`${ticketId}: is claimed by ${ticket.owner} until ${ticket.leaseUntil}`);
  }
  const { proof, verdict, toolchain, owner } = checked;
  await trx.updateTable("tickets").set({
    ...{ state: "completed", proof, verdict, toolchain, owner, lease_until: null },
    updated_at: now.toISOString(),
  }).where("ticket_id", "=", ticketId).execute();
  return await ticketBy(trx, ticketId);
}

/** Takes a ticket back. @throws {UserError} for one that is completed or cancelled already. */
export async function cancelTicket(
  trx: Db,
  ticketId: string,
  reason: string,
  now: Date,
): Promise<Ticket> {
  const ticket = await ticketBy(trx, ticketId);
  if (ticket.state !== "open" && ticket.state !== "claimed") throw stateError(ticket, "cancelled");
  await trx.updateTable("tickets")
    .set({
      ...{ state: "cancelled", reason, owner: null, lease_until: null },
      updated_at: now.toISOString(),
    })
    .where("ticket_id", "=", ticketId).execute();
  return await ticketBy(trx, ticketId);
}

/** Opens every ticket whose lease has run out again, and says how many there were. */
export async function expireClaims(trx: Db, now: Date): Promise<number> {
  const at = now.toISOString();
  const { numUpdatedRows } = await trx.updateTable("tickets")
    .set({ state: "open", owner: null, lease_until: null, updated_at: at })
    .where("state", "=", "claimed").where("lease_until", "<=", at).executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Puts off the end of all claims of an owner. */
export async function renewClaims(
  trx: Db,
  owner: string,
  leaseMs: number,
  now: Date,
): Promise<void> {
  const lease_until = new Date(now.getTime() + leaseMs).toISOString();
  await trx.updateTable("tickets").set({ lease_until })
    .where("state", "=", "claimed").where("owner", "=", owner).execute();
}

/** A ticket by its id. @throws {UserError} when there is none. */
export async function ticketBy(db: Db, ticketId: string): Promise<Ticket> {
  const row = await db.selectFrom("tickets").selectAll()
    .where("ticket_id", "=", ticketId).executeTakeFirst();
  if (row === undefined) throw new UserError(`${ticketId}: no such ticket`);
  const needs = await db.selectFrom("ticket_dependencies").select("needs")
    .where("ticket_id", "=", ticketId).orderBy("needs").execute();
  return ticketOf(row, needs.map((one) => one.needs));
}

async function unfinished(trx: Db, ticketId: string): Promise<string | undefined> {
  const row = await trx.selectFrom("ticket_dependencies")
    .innerJoin("tickets", "tickets.ticket_id", "needs").select("needs")
    .where("ticket_dependencies.ticket_id", "=", ticketId).where("state", "<>", "completed")
    .orderBy("needs").executeTakeFirst();
  return row?.needs;
}

async function nextId(trx: Db, now: Date): Promise<string> {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "");
  const prefix = `lem-${day}-`;
  const last = await trx.selectFrom("tickets").select("ticket_id")
    .where("ticket_id", "like", `${prefix}%`)
    .orderBy(sql`length(ticket_id)`, "desc").orderBy("ticket_id", "desc").executeTakeFirst();
  const number = last === undefined ? 1 : Number(last.ticket_id.slice(prefix.length)) + 1;
  return prefix + String(number).padStart(4, "0");
}

function stateError(ticket: Ticket, wanted: TicketState): UserError {
  return new UserError(`${ticket.id}: is ${ticket.state} and cannot be ${wanted}`);
}

type TicketState = Ticket["state"];
