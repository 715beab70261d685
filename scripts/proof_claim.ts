import { z } from "zod";
import { floatFlag, runMain, textFlag } from "../lib/cli/mod.ts";
import { claimTicket } from "../lib/proof/marketplace/tickets.ts";
import { existingLedger, ledgerFlag, ownerName } from "./_proof_ledger.ts";

const command = {
  name: "proof-claim",
  summary: "claims a ticket, the most urgent one unless told otherwise, until the lease runs out.",
  flags: z.object({
    ...ledgerFlag,
    owner: textFlag({ doc: "who claims it", defaultText: "$USER" }),
    lease: floatFlag({ doc: "how long it is yours", value: "minutes", min: 0.01, default: 60 }),
  }),
  positional: { name: "ticket", doc: "a ticket's id, e.g. lem-20261126-0001", max: 1 },
};

await runMain(command, async ({ options, positional: [ticketId], terminal: { print, note } }) => {
  await using ledger = await existingLedger(options.ledger);
  const owner = ownerName(options.owner);
  const claim = { owner, leaseMs: options.lease * 60_000, ...(ticketId ? { ticketId } : {}) };
  const ticket = await ledger.write((trx) => claimTicket(trx, claim, new Date()));
  if (ticket === undefined) {
    note("no ticket can be worked on now");
    return 1;
  }
  print(`${ticket.id} is ${owner}'s until ${ticket.leaseUntil}`);
  print(`theorem ${ticket.name} : ${ticket.statement} := by`);
});
