import { z } from "zod";
import { floatFlag, formatTable, runMain, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { statementKey } from "../lib/proof/goal/goal_id.ts";
import { openLedger } from "../lib/proof/ledger/open_ledger.ts";
import { listTickets, similarTickets } from "../lib/proof/marketplace/find_tickets.ts";
import { cancelTicket, expireClaims, requestTicket } from "../lib/proof/marketplace/tickets.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { existingLedger, ledgerFlag, ownerName } from "./_proof_ledger.ts";

const command = {
  name: "proof-request",
  summary: "asks for a lemma, lists the tickets, or takes one back.",
  flags: z.object({
    ...ledgerFlag,
    name: textFlag({ doc: "the name that the lemma is used under", defaultText: "made from it" }),
    priority: floatFlag({ doc: "the highest first", min: 0, max: 1, default: 0.5 }),
    needs: textFlag({ doc: "tickets to be completed first, with commas", value: "tickets" }),
    for: textFlag({ doc: "the statement of a goal that the lemma is to help", value: "goal" }),
    owner: textFlag({ doc: "who asks", defaultText: "$USER" }),
    list: switchFlag({ doc: "list all tickets" }),
    cancel: textFlag({ doc: "take a ticket back", value: "ticket" }),
    reason: textFlag({ doc: "why it is taken back", default: "not needed any more" }),
  }),
  positional: { name: "statement", doc: "a closed Lean statement", max: 1 },
  examples: ['deno task proof-request "∀ n : Nat, n * 2 = n + n" --priority 0.9'],
};

await runMain(command, async ({ options, positional: [statement], terminal: { print } }) => {
  const { cancel, needs, name, priority } = options, now = new Date();
  await using ledger = statement === undefined
    ? await existingLedger(options.ledger)
    : await openLedger(options.ledger);
  if (cancel !== undefined) {
    const { id } = await ledger.write((trx) => cancelTicket(trx, cancel, options.reason, now));
    return print(`${id} cancelled`);
  }
  if (statement !== undefined) {
    const waiters = options.for === undefined
      ? []
      : [statementKey({ context: [], statement: options.for })];
    const request = { statement, priority, requester: ownerName(options.owner), waiters };
    const needed = needs?.split(",").map((id) => id.trim()) ?? [];
    const named = name === undefined ? {} : { name };
    const ticket = await ledger.write((trx) =>
      requestTicket(trx, { ...request, ...named, needs: needed }, now)
    );
    print(`${ticket.id} ${ticket.state}: ${ticket.name} : ${ticket.statement}`);
    for (const { ticket: like, likeness } of await similarTickets(ledger.db, statement, 3)) {
      print(`like it (${likeness.toFixed(2)}): ${like.id} ${like.name} : ${like.statement}`);
    }
    return;
  }
  if (!options.list) throw new UserError("a statement is required, or --list or --cancel");
  await ledger.write((trx) => expireClaims(trx, now));
  const rows = (await listTickets(ledger.db)).map((one) => [
    ...[one.id, one.state, one.priority, one.owner, one.needs.join(" "), one.name, one.statement],
  ]);
  const headers = ["ticket", "state", "priority", "owner", "needs", "name", "statement"];
  formatTable({ headers, rows }).forEach(print);
});
