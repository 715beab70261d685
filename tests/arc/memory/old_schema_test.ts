import { assertEquals } from "@std/assert";
import { createClient } from "@libsql/client";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { memoryMigrations } from "../../../lib/arc/memory/migrations.ts";
import { openMemory } from "../../../lib/arc/memory/open_memory.ts";
import { libsqlDialect } from "../../../lib/substrate/store/libsql_dialect.ts";
import { inFolder, limits, near, queryOf, solved } from "./_traces.ts";

Deno.test("a database of the first schema, with rows, still reads and knows variants", () =>
  inFolder(async (folder) => {
    // A memory of today, put back to the first schema: its rows lack the column that came later.
    const memory = await openMemory(folder);
    await memory.record("default", [solved("a~mirrored"), solved("b"), solved("ü")]);
    const counts = await memory.counts("default");
    const expected = await (await memory.snapshot("default"))
      .retrieveForRuler(queryOf("a", near), limits);
    await memory.close();
    const rows = await rawRows(`${folder}/memory.db`);
    await Deno.mkdir(`${folder}/old`);
    await Deno.rename(`${folder}/blobs`, `${folder}/old/blobs`);
    await writeFirstSchema(`${folder}/old/memory.db`, rows);
    await using upgraded = await openMemory(`${folder}/old`);
    assertEquals(await upgraded.counts("default"), counts);
    const snapshot = await upgraded.snapshot("default");
    assertEquals(await snapshot.retrieveForRuler(queryOf("a", near), limits), expected);
    assertEquals(await upgraded.record("default", [solved("b"), solved("c")]), 1);
  }));

const TABLES = [
  "episodes",
  "attempts",
  "gold_solutions",
  "fragments",
  "fragment_uses",
  "cases",
  "case_versions",
];

type Rows = Map<string, Record<string, unknown>[]>;

async function withDatabase(
  path: string,
  work: (db: Kysely<Record<string, Record<string, unknown>>>) => Promise<void>,
) {
  const client = createClient({ url: `file:${path}`, concurrency: 1 });
  const db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: libsqlDialect({ client, pragmas: [] }),
  });
  await work(db);
  await db.destroy();
}

async function rawRows(path: string): Promise<Rows> {
  const rows: Rows = new Map();
  await withDatabase(path, async (db) => {
    for (const table of TABLES) rows.set(table, await db.selectFrom(table).selectAll().execute());
  });
  return rows;
}

async function writeFirstSchema(path: string, rows: Rows): Promise<void> {
  const [first] = Object.entries(memoryMigrations).sort();
  await withDatabase(path, async (db) => {
    const provider = { getMigrations: () => Promise.resolve(Object.fromEntries([first!])) };
    const { error } = await new Migrator({ db, provider }).migrateToLatest();
    if (error !== undefined) throw error;
    for (const table of TABLES) {
      for (const { base_task: _later, ...row } of rows.get(table)!) {
        const { fact_keys: keys } = row;
        // The client reads bytes as a buffer and writes them as an array.
        if (keys instanceof ArrayBuffer) row["fact_keys"] = new Uint8Array(keys);
        await db.insertInto(table).values(row).execute();
      }
    }
  });
}
