import { z } from "zod";
import { pathFlag, runMain, textFlag } from "../lib/cli/mod.ts";
import { fulfilWithProof } from "../lib/proof/marketplace/fulfil_with_proof.ts";
import { namingFile } from "../lib/substrate/records/file_error.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { commandLean } from "./_lean.ts";
import { leanFlags } from "./_lean_flags.ts";
import { existingLedger, ledgerFlag, ownerName } from "./_proof_ledger.ts";

const command = {
  name: "proof-fulfil",
  summary: "completes a ticket with a proof, once Lean's kernel has accepted it.",
  flags: z.object({
    ...ledgerFlag,
    owner: textFlag({ doc: "whose claim it is", defaultText: "$USER" }),
    proof: textFlag({ doc: "a Lean term, most often by …", value: "term" }),
    "proof-file": pathFlag({ doc: "a file that holds it" }),
    ...leanFlags,
  }),
  positional: { name: "ticket", doc: "a ticket's id, e.g. lem-20261126-0001", min: 1, max: 1 },
  examples: ['deno task proof-fulfil lem-20261126-0001 --proof "by simp"'],
};

await runMain(command, async ({ options, positional: [id], signal, terminal }) => {
  const { proof, "proof-file": file } = options;
  if ((proof === undefined) === (file === undefined)) {
    throw new UserError("give either --proof or --proof-file");
  }
  const text = proof ?? await namingFile(file!, () => Deno.readTextFile(file!));
  await using ledger = await existingLedger(options.ledger);
  const owner = ownerName(options.owner);
  const openLean = () => commandLean(options, terminal.note, { signal, spares: 0 });
  const ticket = await fulfilWithProof({ ledger, openLean, owner, signal, now: () => new Date() }, {
    ticketId: id!,
    proof: text.trim(),
  });
  terminal.print(`${ticket.id} completed: ${ticket.name} : ${ticket.statement}`);
});
