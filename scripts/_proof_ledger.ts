import { pathFlag } from "../lib/cli/mod.ts";
import { type Ledger, openLedger } from "../lib/proof/ledger/open_ledger.ts";
import { denoFileSystem } from "../lib/substrate/records/file_system.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

/** Where a command keeps what it does, unless told otherwise. */
export const LEDGER_PATH = "out/proof/ledger.db";

/** The flag that every proof command has. */
export const ledgerFlag = {
  ledger: pathFlag({ doc: "the ledger: goals, attempts, proofs, tickets", default: LEDGER_PATH }),
};

/** Opens a ledger that has to be there already. */
export async function existingLedger(path: string): Promise<Ledger> {
  if (await denoFileSystem.identity(path) === undefined) {
    throw new UserError(`${path}: no such ledger; proof-bank and proof-bg make one`);
  }
  return await openLedger(path);
}

/** Who claims are for: `--owner`, or the user of this machine. */
export function ownerName(given: string | undefined): string {
  const owner = given ?? Deno.env.get("USER");
  if (owner === undefined || owner === "") {
    throw new UserError("--owner is required: USER is not set");
  }
  return owner;
}
