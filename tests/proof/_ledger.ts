import { type Ledger, openLedger } from "../../lib/proof/ledger/open_ledger.ts";
import { inTempFolder } from "../substrate/_temp_folder.ts";

/** Runs `work` with an empty ledger, and the path it is at. */
export async function withLedger<T>(
  work: (ledger: Ledger, path: string) => Promise<T>,
): Promise<T> {
  return await inTempFolder(async (folder) => {
    const path = `${folder}/ledger.db`;
    await using ledger = await openLedger(path);
    return await work(ledger, path);
  });
}
