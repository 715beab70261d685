import type { Lemma } from "../lean/lean_backend.ts";
import type { TicketRow } from "../ledger/schema.ts";

/** `open → claimed → completed`, or `cancelled` from either of the first two. */
export type TicketState = TicketRow["state"];

/** A lemma that somebody wants. */
export interface Ticket {
  /** E.g. `lem-20261126-0001`. */
  readonly id: string;
  readonly statementKey: string;
  /** The name it is used under. */
  readonly name: string;
  /** A closed Lean statement. */
  readonly statement: string;
  readonly state: TicketState;
  /** From 0 to 1, the highest first. */
  readonly priority: number;
  readonly requester: string;
  readonly owner?: string;
  /** ISO 8601; a claim that is older is no claim. */
  readonly leaseUntil?: string;
  /** A checked Lean term, once completed. */
  readonly proof?: string;
  /** The Lean that checked it. */
  readonly toolchain?: string;
  /** Why it was cancelled. */
  readonly reason?: string;
  /** Tickets that have to be completed first. */
  readonly needs: readonly string[];
}

/** A row with its dependencies as a ticket. */
export function ticketOf(row: TicketRow, needs: readonly string[]): Ticket {
  return {
    id: row.ticket_id,
    statementKey: row.statement_key,
    name: row.name,
    statement: row.statement,
    state: row.state,
    priority: row.priority,
    requester: row.requester,
    ...(row.owner === null ? {} : { owner: row.owner }),
    ...(row.lease_until === null ? {} : { leaseUntil: row.lease_until }),
    ...(row.proof === null ? {} : { proof: row.proof }),
    ...(row.toolchain === null ? {} : { toolchain: row.toolchain }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    needs,
  };
}

/** The name under which a wanted statement is used when nobody gave one. */
export function lemmaName(statementKey: string): string {
  return `lemma_${statementKey.slice(0, 8)}`;
}

/** A completed ticket as a premise. */
export function lemmaOf(ticket: Ticket): Lemma | undefined {
  if (ticket.state !== "completed" || ticket.proof === undefined) return undefined;
  return { name: ticket.name, statement: ticket.statement, proof: ticket.proof };
}
