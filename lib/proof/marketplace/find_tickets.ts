import type { Kysely } from "kysely";
import { leanTokens } from "../goal/lean_tokens.ts";
import { normaliseStatement } from "../goal/normalise.ts";
import type { Lemma } from "../lean/lean_backend.ts";
import type { LedgerTables } from "../ledger/schema.ts";
import { lemmaOf, type Ticket, ticketOf, type TicketState } from "./ticket.ts";

type Db = Kysely<LedgerTables>;

/** Tickets of a state, or all: the highest priority first, then the oldest. */
export async function listTickets(db: Db, state?: TicketState): Promise<Ticket[]> {
  let query = db.selectFrom("tickets").selectAll();
  if (state !== undefined) query = query.where("state", "=", state);
  const rows = await query.orderBy("priority", "desc").orderBy("created_at").orderBy("ticket_id")
    .execute();
  const edges = await db.selectFrom("ticket_dependencies").selectAll().orderBy("needs").execute();
  return rows.map((row) =>
    ticketOf(
      row,
      edges.filter((edge) => edge.ticket_id === row.ticket_id).map(({ needs }) => needs),
    )
  );
}

/** Open tickets that can be worked on now: those that wait for no other; the most urgent first. */
export async function workableTickets(db: Db): Promise<Ticket[]> {
  const rows = await db.selectFrom("tickets").selectAll().where("state", "=", "open")
    .where(({ not, exists, selectFrom }) =>
      not(exists(
        selectFrom("ticket_dependencies")
          .innerJoin("tickets as needed", "needed.ticket_id", "needs").select("needs")
          .whereRef("ticket_dependencies.ticket_id", "=", "tickets.ticket_id")
          .where("needed.state", "<>", "completed"),
      ))
    )
    .orderBy("priority", "desc").orderBy("created_at").orderBy("ticket_id").execute();
  return rows.map((row) => ticketOf(row, []));
}

/** Completed lemmas that the goal of a statement may use, in the order of their completion. */
export async function lemmasFor(db: Db, statementKey: string): Promise<Lemma[]> {
  const rows = await db.selectFrom("tickets")
    .innerJoin("ticket_waiters", "ticket_waiters.ticket_id", "tickets.ticket_id")
    .selectAll("tickets").where("ticket_waiters.statement_key", "=", statementKey)
    .where("state", "=", "completed").orderBy("updated_at").orderBy("name").execute();
  return rows.flatMap((row) => lemmaOf(ticketOf(row, [])) ?? []);
}

/** A completed ticket and how like the wanted statement it is, from 0 to 1. */
export interface SimilarTicket {
  readonly ticket: Ticket;
  readonly likeness: number;
}

/**
 * Completed lemmas like a statement, the likest first: by the share of symbols that both have, a symbol
 * counting more the fewer lemmas have it.
 */
export async function similarTickets(
  db: Db,
  statement: string,
  limit: number,
): Promise<SimilarTicket[]> {
  const completed = (await listTickets(db, "completed"))
    .map((ticket) => ({ ticket, symbols: symbolsOf(ticket.statement) }));
  const wanted = symbolsOf(statement);
  const holders = new Map<string, number>();
  for (const { symbols } of completed) {
    for (const symbol of symbols) holders.set(symbol, (holders.get(symbol) ?? 0) + 1);
  }
  const weight = (symbol: string) =>
    Math.log(1 + (completed.length + 1) / ((holders.get(symbol) ?? 0) + 1));
  const total = (symbols: Iterable<string>) =>
    [...symbols].reduce((sum, symbol) => sum + weight(symbol), 0);
  return completed.map(({ ticket, symbols }) => {
    const either = total(wanted.union(symbols));
    return { ticket, likeness: either === 0 ? 0 : total(wanted.intersection(symbols)) / either };
  }).filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || (a.ticket.id < b.ticket.id ? -1 : 1))
    .slice(0, limit);
}

/** What a statement speaks of: its constants and operators, without bound names and punctuation. */
function symbolsOf(statement: string): Set<string> {
  const tokens = leanTokens(normaliseStatement(statement).replace(/#\d+(\.\w+)?/g, " "));
  const telling = tokens.filter(({ kind, text }) =>
    kind === "word" || kind === "number" || (kind === "symbol" && !/^[,:∀]$/.test(text))
  );
  return new Set(telling.map(({ text }) => text));
}
