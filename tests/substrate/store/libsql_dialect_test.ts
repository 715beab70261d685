import { createClient } from "@libsql/client";
import { assertEquals, assertRejects } from "@std/assert";
import { Kysely, sql } from "kysely";
import { libsqlDialect } from "../../../lib/substrate/store/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

interface Tables {
  readonly t: { readonly n: number };
}

async function withDatabase(work: (db: Kysely<Tables>) => Promise<void>): Promise<void> {
  await inTempFolder(async (folder) => {
    const client = createClient({ url: `file:${folder}/a.db`, concurrency: 1 });
    const db = new Kysely<Tables>({ dialect: libsqlDialect({ client, pragmas: [] }) });
    await db.schema.createTable("t").addColumn("n", "integer").execute();
    await work(db);
    await db.destroy();
  });
}

Deno.test("inserts, updates and deletes report their ids and counts", () =>
  withDatabase(async (db) => {
    const inserted = await db.insertInto("t").values([{ n: 1 }, { n: 2 }]).executeTakeFirst();
    assertEquals([inserted.insertId, inserted.numInsertedOrUpdatedRows], [2n, 2n]);
    const updated = await db.updateTable("t").set({ n: 3 }).executeTakeFirst();
    assertEquals(updated.numUpdatedRows, 2n);
    const returned = await db.deleteFrom("t").where("n", "=", 3).returning("n").execute();
    assertEquals(returned, [{ n: 3 }, { n: 3 }]);
  }));

Deno.test("savepoints of a controlled transaction, with a name that needs quoting", () =>
  withDatabase(async (db) => {
    const trx = await db.startTransaction().execute();
    await trx.insertInto("t").values({ n: 1 }).execute();
    const inner = await trx.savepoint('half "way"').execute();
    await inner.insertInto("t").values({ n: 2 }).execute();
    await inner.rollbackToSavepoint('half "way"').execute();
    await inner.releaseSavepoint('half "way"').execute();
    await trx.commit().execute();
    assertEquals(await db.selectFrom("t").selectAll().execute(), [{ n: 1 }]);
  }));

Deno.test("a pragma given to the dialect is set again after every transaction", () =>
  inTempFolder(async (folder) => {
    const client = createClient({ url: `file:${folder}/a.db`, concurrency: 1 });
    const pragmas = ["PRAGMA cache_size = 77"];
    const db = new Kysely<Tables>({ dialect: libsqlDialect({ client, pragmas }) });
    await db.transaction().execute((trx) => sql`PRAGMA cache_size = 5`.execute(trx));
    const found = await sql`PRAGMA cache_size`.execute(db);
    assertEquals(found.rows, [{ cache_size: 77 }]);
    await db.destroy();
  }));

Deno.test("streaming is refused by name", () =>
  withDatabase(async (db) => {
    const streamed = () => Array.fromAsync(db.selectFrom("t").selectAll().stream());
    await assertRejects(streamed, TypeError, "streaming");
  }));
