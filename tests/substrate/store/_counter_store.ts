/**
 * A small store for tests. As a process it writes pairs of rows until told to stop:
 * `deno run -A _counter_store.ts <path> <writer> <transactions>`; each committed number goes to stdout.
 */
import type { Migration } from "kysely/migration";
import { openStore, type Store } from "../../../lib/substrate/store/mod.ts";

export interface CounterTables {
  readonly owners: { readonly name: string };
  readonly entries: { readonly owner: string; readonly n: number; readonly side: string };
}

export const counterMigrations: Record<string, Migration> = {
  "001_entries": {
    up: async (db) => {
      await db.schema.createTable("owners").addColumn("name", "text", (c) => c.primaryKey())
        .execute();
      await db.schema.createTable("entries")
        .addColumn("owner", "text", (c) => c.notNull().references("owners.name"))
        .addColumn("n", "integer", (c) => c.notNull())
        .addColumn("side", "text", (c) => c.notNull())
        .execute();
    },
  },
};

export function openCounterStore(path: string): Promise<Store<CounterTables>> {
  return openStore<CounterTables>({ path, migrations: counterMigrations });
}

export async function addPair(store: Store<CounterTables>, owner: string, n: number) {
  await store.write(async (trx) => {
    await trx.insertInto("owners").values({ name: owner }).onConflict((c) => c.doNothing())
      .execute();
    await trx.insertInto("entries").values({ owner, n, side: "left" }).execute();
    await trx.insertInto("entries").values({ owner, n, side: "right" }).execute();
  });
}

if (import.meta.main) {
  const [path = "", owner = "", transactions = "0"] = Deno.args;
  const store = await openCounterStore(path);
  for (let n = 0; n < Number(transactions); n++) {
    await addPair(store, owner, n);
    Deno.stdout.writeSync(new TextEncoder().encode(`${n}\n`));
  }
  await store.close();
}
