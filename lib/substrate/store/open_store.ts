import { type Client, createClient } from "@libsql/client";
import { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { UserError } from "../values/user_error.ts";
import { libsqlDialect } from "./libsql_dialect.ts";
import { createSerialWriter, type SerialWriter, type WriteWork } from "./serial_writer.ts";
import { storeError } from "./store_error.ts";

/** Options of {@linkcode openStore}. */
export interface OpenStoreOptions {
  /** The database file; its folder must exist. In-memory databases are not offered. */
  readonly path: string;
  /** By name, applied in alphabetical order; those of earlier versions are never changed. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /**
   * Milliseconds to wait for another process that is writing.
   *
   * @default {5000}
   */
  readonly timeoutMs?: number;
}

/** An open database: any number of readers, one queue of writers. */
export interface Store<DB> {
  /**
   * For reading: sees the last commit, never waits for a writer, and refuses to write.
   */
  readonly db: Kysely<DB>;
  /** Runs `work` in one transaction: all of it is committed, or none. See {@linkcode SerialWriter.write}. */
  write<T>(work: WriteWork<DB, T>): Promise<T>;
  /** Waits for the writes asked for, then closes the file. Also what `await using` does. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens a libSQL database in WAL mode and brings it to the newest schema in one transaction.
 *
 * `synchronous = NORMAL`: a crash of the process loses nothing that was committed, a loss of power may lose
 * the last commits but never tears the database. Foreign keys are enforced. Open a file once per process:
 * libSQL waits for locks without letting the event loop run.
 *
 * @throws {UserError} exit 2 for a path that cannot be opened, is no database, or was written by a newer
 * version; exit 1 when another process holds it too long or the disk is full.
 */
export async function openStore<DB>(options: OpenStoreOptions): Promise<Store<DB>> {
  const { path, timeoutMs = 5000 } = options;
  const clients: Client[] = [];
  const connect = (pragmas: readonly string[]): Kysely<DB> => {
    // One connection per client: pragmas belong to a connection, not to a file.
    const client = createClient({ url: urlOf(path), concurrency: 1, timeout: timeoutMs });
    clients.push(client);
    return new Kysely<DB>({ dialect: libsqlDialect({ client, pragmas }) });
  };
  try {
    const writing = connect(["PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"]);
    await enterWal(clients[0]!);
    await migrate(writing, options);
    const db = connect(["PRAGMA query_only = ON"]);
    return opened(path, db, writing, createSerialWriter(writing));
  } catch (error) {
    for (const client of clients) client.close();
    throw storeError(path, error);
  }
}

function opened<DB>(
  path: string,
  db: Kysely<DB>,
  writing: Kysely<DB>,
  writer: SerialWriter<DB>,
): Store<DB> {
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await writer.drained();
    await db.destroy();
    await writing.destroy();
  };
  return {
    db,
    write: async (work) => {
      if (closing !== undefined) throw new TypeError(`${path} is closed`);
      try {
        return await writer.write(work);
      } catch (error) {
        throw storeError(path, error);
      }
    },
    close: () => closing ??= close(),
    [Symbol.asyncDispose]() {
      return this.close();
    },
  };
}

async function enterWal(client: Client): Promise<void> {
  const mode = (await client.execute("PRAGMA journal_mode")).rows[0]?.[0];
  // Changing the mode wants the file for itself, so it is asked for only once.
  if (mode !== "wal") await client.execute("PRAGMA journal_mode = WAL");
}

async function migrate<DB>(db: Kysely<DB>, options: OpenStoreOptions): Promise<void> {
  const known = Object.keys(options.migrations).sort();
  const provider = { getMigrations: () => Promise.resolve({ ...options.migrations }) };
  // One transaction for all: two processes that open a new file at once do not run into each other.
  await db.transaction().execute(async (trx) => {
    const migrator = new Migrator({ db: trx, provider });
    const applied = (await migrator.getMigrations()).filter((one) => one.executedAt !== undefined);
    const stored = await storedMigrations(trx);
    const unknown = stored.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const problem = `its schema (${unknown}) was made by a newer version of this program`;
      throw new UserError(`${options.path}: ${problem}`);
    }
    if (applied.length === known.length) return;
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  });
}

/** Names of all migrations that the file has seen, also those this program does not know. */
async function storedMigrations<DB>(trx: Kysely<DB>): Promise<string[]> {
  const tables = await trx.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === MIGRATION_TABLE)) return [];
  const rows = await (trx as unknown as Kysely<MigrationTables>)
    .selectFrom(MIGRATION_TABLE).select("name").orderBy("name").execute();
  return rows.map((row) => row.name);
}

const MIGRATION_TABLE = "kysely_migration";
interface MigrationTables {
  readonly [MIGRATION_TABLE]: { readonly name: string };
}

function urlOf(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return `file:${encoded}`;
}
