import { namingFile } from "../../substrate/records/file_error.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { openStore, type Store } from "../../substrate/store/open_store.ts";
import { ledgerMigrations } from "./migrations.ts";
import type { LedgerTables } from "./schema.ts";

/** The durable record of goals, attempts, proofs, tickets and runs; several processes may share it. */
export type Ledger = Store<LedgerTables>;

/** Options of {@linkcode openLedger}. */
export interface OpenLedgerOptions {
  /**
   * Milliseconds to wait for another process that is writing.
   *
   * @default {10000}
   */
  readonly timeoutMs?: number;
}

/**
 * Opens a ledger, made when missing with its folder.
 *
 * @throws {UserError} when the file cannot be used; exit 1 when another process holds it too long.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openLedger } from "./open_ledger.ts";
 * const folder = await Deno.makeTempDir();
 * const ledger = await openLedger(`${folder}/ledger.db`);
 * assertEquals(await ledger.db.selectFrom("stats_by_strategy").selectAll().execute(), []);
 * await ledger.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openLedger(path: string, options: OpenLedgerOptions = {}): Promise<Ledger> {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) || "/" : ".";
  await namingFile(folder, () => denoFileSystem.makeFolder(folder));
  const { timeoutMs = 10_000 } = options;
  return await openStore<LedgerTables>({ path, migrations: ledgerMigrations, timeoutMs });
}
