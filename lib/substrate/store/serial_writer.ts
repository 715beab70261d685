import { AsyncLocalStorage } from "node:async_hooks";
import type { Kysely, Transaction } from "kysely";

/** Work inside one write transaction; everything it reads or writes goes through `trx`. */
export type WriteWork<DB, T> = (trx: Transaction<DB>) => Promise<T>;

/** Runs write transactions one after the other, in the order in which they were asked for. */
export interface SerialWriter<DB> {
  /**
   * Commits what `work` did, or rolls all of it back when it throws.
   *
   * @throws {TypeError} when called inside another write, which would wait for itself.
   */
  write<T>(work: WriteWork<DB, T>): Promise<T>;
  /** Resolves once every write asked for so far has ended. */
  drained(): Promise<void>;
}

/** Makes the one queue through which a database is written. */
export function createSerialWriter<DB>(db: Kysely<DB>): SerialWriter<DB> {
  const inside = new AsyncLocalStorage<true>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    write: (work) => {
      if (inside.getStore()) {
        return Promise.reject(
          new TypeError("Expected no write inside a write: use the transaction it was given"),
        );
      }
      const next = last.then(() =>
        db.transaction().execute((trx) => inside.run(true, () => work(trx)))
      );
      last = next.catch(() => {});
      return next;
    },
    drained: () => last.then(() => {}),
  };
}
