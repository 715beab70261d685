import { assert, assertEquals, assertRejects } from "@std/assert";
import { sql } from "kysely";
import { openStore } from "../../../lib/substrate/store/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";
import { addPair, counterMigrations, openCounterStore } from "./_counter_store.ts";

Deno.test("a store keeps what was written, and migrates once", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/größe #1?.db`;
    const first = await openCounterStore(path);
    await addPair(first, "å", 1);
    await first.close();
    await first.close();
    await using again = await openCounterStore(path);
    const rows = await again.db.selectFrom("entries").selectAll().orderBy("side").execute();
    assertEquals(rows, [{ owner: "å", n: 1, side: "left" }, { owner: "å", n: 1, side: "right" }]);
    assert((await Deno.stat(path)).isFile, "the file has the name that was asked for");
  }));

Deno.test("a write that throws leaves nothing behind, and the next one works", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    await assertRejects(
      () =>
        store.write(async (trx) => {
          await trx.insertInto("owners").values({ name: "gone" }).execute();
          throw new RangeError("changed my mind");
        }),
      RangeError,
    );
    await addPair(store, "kept", 1);
    assertEquals(await store.db.selectFrom("owners").select("name").execute(), [{ name: "kept" }]);
  }));

Deno.test("writes asked for at once happen one after the other, in order", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    await Promise.all(Array.from({ length: 20 }, (_, n) => addPair(store, "a", n)));
    const rows = await store.db.selectFrom("entries").select("n")
      .where("side", "=", "left").orderBy(sql`rowid`).execute();
    assertEquals(rows.map((row) => row.n), Array.from({ length: 20 }, (_, n) => n));
  }));

Deno.test("a reader sees the last commit while a write is under way, and does not wait for it", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    const count = async () => (await store.db.selectFrom("owners").selectAll().execute()).length;
    let seen = -1;
    await store.write(async (trx) => {
      await trx.insertInto("owners").values({ name: "new" }).execute();
      seen = await count();
    });
    assertEquals([seen, await count()], [0, 1]);
  }));

Deno.test("a savepoint rolls back its part of a write only", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    await store.write(async (trx) => {
      await sql`savepoint part`.execute(trx);
      await trx.insertInto("owners").values({ name: "a" }).execute();
      await sql`rollback to part`.execute(trx);
      await trx.insertInto("owners").values({ name: "b" }).execute();
    });
    assertEquals(await store.db.selectFrom("owners").select("name").execute(), [{ name: "b" }]);
  }));

Deno.test("writing past the queue and writing inside a write are refused instead of hanging", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    await assertRejects(() => store.db.insertInto("owners").values({ name: "x" }).execute());
    await assertRejects(
      () => store.write(() => addPair(store, "inner", 1)),
      TypeError,
      "no write inside a write",
    );
    await addPair(store, "after", 1);
  }));

Deno.test("the pragmas hold, after transactions too", () =>
  inTempFolder(async (folder) => {
    await using store = await openCounterStore(`${folder}/a.db`);
    const pragmas = () =>
      store.write(async (trx) => {
        const journal = await sql<{ journal_mode: string }>`PRAGMA journal_mode`.execute(trx);
        const sync = await sql<{ synchronous: number }>`PRAGMA synchronous`.execute(trx);
        const keys = await sql<{ foreign_keys: number }>`PRAGMA foreign_keys`.execute(trx);
        return [
          journal.rows[0]?.journal_mode,
          sync.rows[0]?.synchronous,
          keys.rows[0]?.foreign_keys,
        ];
      });
    assertEquals(await pragmas(), ["wal", 1, 1]);
    await assertRejects(() => store.write(() => Promise.reject(new Error("no"))));
    assertEquals(await pragmas(), ["wal", 1, 1]);
    await assertRejects(
      () =>
        store.write((trx) =>
          trx.insertInto("entries").values({ owner: "nobody", n: 1, side: "left" }).execute()
        ),
      Error,
      "FOREIGN KEY",
    );
  }));

Deno.test("blobs and big numbers come back as they went in; other values are refused", () =>
  inTempFolder(async (folder) => {
    await using store = await openStore<{ t: { a: unknown } }>({
      path: `${folder}/a.db`,
      migrations: {
        "1": { up: (db) => db.schema.createTable("t").addColumn("a", "blob").execute() },
      },
    });
    for (const a of [new Uint8Array([0, 255]), "😀\uFFFD", 2 ** 52, null]) {
      await store.write((trx) => trx.insertInto("t").values({ a }).execute());
    }
    const rows = await store.db.selectFrom("t").selectAll().execute();
    assertEquals(new Uint8Array(rows[0]!.a as ArrayBuffer), new Uint8Array([0, 255]));
    assertEquals(rows.slice(1).map((row) => row.a), ["😀\uFFFD", 2 ** 52, null]);
    for (const a of [() => {}, "cut\0here", { json: true }]) {
      await assertRejects(
        () => store.write((trx) => trx.insertInto("t").values({ a }).execute()),
        TypeError,
      );
    }
  }));

Deno.test("a file that is no database, a missing folder and a newer schema are told in one line", () =>
  inTempFolder(async (folder) => {
    const refused = async (path: string, migrations = counterMigrations) => {
      const error = await assertRejects(() => openStore({ path, migrations }), UserError);
      return [error.message.replace(`${folder}/`, ""), error.exitCode];
    };
    await Deno.writeTextFile(`${folder}/text.db`, "not a database\n".repeat(100));
    assertEquals(await refused(`${folder}/text.db`), ["text.db: is not a database", 2]);
    assertEquals(await refused(`${folder}/no/a.db`), ["no/a.db: the database cannot be opened", 2]);
    const newer = { ...counterMigrations, "002_more": { up: () => Promise.resolve() } };
    const path = `${folder}/a.db`;
    await (await openStore({ path, migrations: newer })).close();
    assertEquals(await refused(path), [
      "a.db: its schema (002_more) was made by a newer version of this program",
      2,
    ]);
  }));

Deno.test("a migration that fails halfway leaves the schema as it was", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.db`;
    const broken = {
      ...counterMigrations,
      "002_half": {
        up: async (db: Parameters<(typeof counterMigrations)["001_entries"]["up"]>[0]) => {
          await db.schema.createTable("half").addColumn("a", "text").execute();
          throw new Error("broken migration");
        },
      },
    };
    await assertRejects(() => openStore({ path, migrations: broken }), Error, "broken migration");
    await using store = await openCounterStore(path);
    const tables = await store.db.introspection.getTables();
    assertEquals(tables.map((table) => table.name).sort(), ["entries", "owners"]);
  }));

Deno.test("two processes that open a new file at once and write together lose nothing", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.db`;
    const writers = ["a", "b"].map((owner) => start(path, owner, 60));
    const results = await Promise.all(writers.map((writer) => writer.output()));
    assertEquals(results.map((result) => result.code), [0, 0]);
    await using store = await openCounterStore(path);
    for (const owner of ["a", "b"]) {
      const rows = await store.db.selectFrom("entries").select("n").where("owner", "=", owner)
        .execute();
      assertEquals(rows.length, 120);
    }
  }));

Deno.test("killed with SIGKILL amid writes, a store opens with every commit whole", () =>
  inTempFolder(async (folder) => {
    const path = `${folder}/a.db`;
    for (const [round, ms] of [30, 90].entries()) {
      const child = start(path, `round ${round}`, 1_000_000);
      const acknowledged = await readThenKill(child, ms);
      assert(acknowledged > 0, "the process was killed before it wrote");
      await using store = await openCounterStore(path);
      const rows = await store.db.selectFrom("entries").select(["n", "side"])
        .where("owner", "=", `round ${round}`).execute();
      const left = rows.filter((row) => row.side === "left").length;
      assertEquals(left * 2, rows.length, "half a transaction is there");
      assert(left >= acknowledged, `${acknowledged} commits were told, ${left} are there`);
      const check = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(
        store.db,
      );
      assertEquals(check.rows, [{ integrity_check: "ok" }]);
    }
  }));

function start(path: string, owner: string, transactions: number): Deno.ChildProcess {
  const script = new URL("./_counter_store.ts", import.meta.url).pathname;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script, path, owner, `${transactions}`],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Kills `ms` after the first commit was told; returns how many were. */
async function readThenKill(child: Deno.ChildProcess, ms: number): Promise<number> {
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    told += text;
    timer ??= setTimeout(() => child.kill("SIGKILL"), ms);
  }
  clearTimeout(timer);
  await child.status;
  return told.split("\n").length - 1;
}
