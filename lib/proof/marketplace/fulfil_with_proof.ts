import { UserError } from "../../substrate/values/user_error.ts";
import { goalId } from "../goal/goal_id.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import { goalRow } from "../ledger/known_goals.ts";
import type { Ledger } from "../ledger/open_ledger.ts";
import { cacheProof } from "../ledger/tactic_cache.ts";
import { categoryOf } from "../goal/category.ts";
import { lemmasFor } from "./find_tickets.ts";
import { scriptSteps } from "../goal/script_steps.ts";
import type { Ticket } from "./ticket.ts";
import { fulfilTicket, ticketBy } from "./tickets.ts";

/** What completing a ticket needs. */
export interface FulfilParts {
  readonly ledger: Ledger;
  /** Called only when there is something to check. */
  readonly openLean: () => Promise<LeanBackend>;
  readonly owner: string;
  readonly now: () => Date;
  readonly signal?: AbortSignal;
}

/**
 * Completes a ticket with a proof that Lean accepts, and remembers it as the proof of its goal.
 *
 * The proof may use the completed lemmas that the ticket's statement waited for.
 *
 * @throws {UserError} exit 1 for a proof that is not accepted, with what Lean says; exit 2 for a ticket that
 * cannot be completed by this owner.
 */
export async function fulfilWithProof(
  { ledger, openLean, owner, now, signal }: FulfilParts,
  handed: { readonly ticketId: string; readonly proof: string },
): Promise<Ticket> {
  const { ticketId, proof } = handed;
  const ticket = await ticketBy(ledger.db, ticketId);
  if (ticket.state !== "open" && ticket.state !== "claimed") {
    throw new UserError(`${ticketId}: is ${ticket.state} and cannot be completed`);
  }
  const lemmas = await lemmasFor(ledger.db, ticket.statementKey);
  await using lean = await openLean();
  const goal = { statement: ticket.statement, ...(lemmas.length > 0 ? { lemmas } : {}) };
  const reply = await lean.check(goal, proof, signal ? { signal } : {});
  if (reply.verdict !== "proved") {
    const says = `${ticketId}: the proof is not accepted: ${reply.verdict}, ${reply.error ?? ""}`;
    throw new UserError(says, { exitCode: 1 });
  }
  const { toolchain } = lean;
  return await ledger.write(async (trx) => {
    const done = await fulfilTicket(
      trx,
      ticketId,
      { proof, verdict: "proved", toolchain, owner },
      now(),
    );
    const { statement, name, priority } = ticket;
    const category = categoryOf({ context: [], statement });
    const asked = { name, statement, context: [], difficulty: 0.5, priority, category };
    const row = goalRow({ ...asked, source: "ticket" }, toolchain);
    await trx.insertInto("goals").values(row).onConflict((at) => at.doNothing()).execute();
    await trx.updateTable("goals").set({ status: "proved" }).where("goal_id", "=", row.goal_id)
      .execute();
    // A script that stands alone is the proof of its goal, too.
    const steps = lemmas.length === 0 ? scriptSteps(proof) : undefined;
    if (steps !== undefined) {
      const at = now().toISOString();
      const goalKey = goalId({ context: [], statement }, toolchain);
      const cached = { goalId: goalKey, at, tactics: steps, strategy: owner, used: reply.used };
      await cacheProof(trx, cached);
    }
    return done;
  });
}
