import type { Goal } from "../goal/goal.ts";
import { categoryOf } from "../goal/category.ts";
import { goalId } from "../goal/goal_id.ts";
import { enqueueGoals, queuedIds } from "../ledger/run_queue.ts";
import { workableTickets } from "../marketplace/find_tickets.ts";
import { claimTicket, expireClaims } from "../marketplace/tickets.ts";
import type { Ticket } from "../marketplace/ticket.ts";
import type { SearchOptions } from "./search_options.ts";

/**
 * Claims open tickets that a run has not tried yet, and puts those into its queue that are not there.
 *
 * A ticket whose claim ended with a killed process is claimed again.
 */
export async function claimGoals(
  { ledger, lean, clock, owner, settings }: SearchOptions,
  runId: string,
  leaseMs: number,
): Promise<void> {
  await ledger.write(async (trx) => {
    await expireClaims(trx, clock.now());
    const queued = await queuedIds(trx, runId);
    const idOf = (ticket: Ticket) => goalId(ticketGoal(ticket), lean.toolchain);
    const fresh = (await workableTickets(trx))
      .filter((ticket) => queued.get(idOf(ticket)) !== "tried")
      .slice(0, settings.roundSize ?? 8);
    for (const { id } of fresh) {
      await claimTicket(trx, { owner, leaseMs, ticketId: id }, clock.now());
    }
    const goals = fresh.filter((ticket) => !queued.has(idOf(ticket)))
      .map((ticket) => ({ goal: ticketGoal(ticket), depth: 0 }));
    await enqueueGoals(trx, runId, goals, lean.toolchain);
  });
}

/** The goal that a ticket asks for. */
function ticketGoal({ name, statement, priority }: Ticket): Goal {
  const category = categoryOf({ context: [], statement });
  return { name, statement, context: [], difficulty: 0.5, priority, category, source: "ticket" };
}
