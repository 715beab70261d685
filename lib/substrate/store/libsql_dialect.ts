import type { Client, InValue, ResultSet, Transaction } from "@libsql/client";
import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";

/** Options of {@linkcode libsqlDialect}. */
export interface LibsqlDialectOptions {
  /** Closed with the Kysely instance; must allow one connection only (`concurrency: 1`). */
  readonly client: Client;
  /** Statements that every transaction leaves behind it again, such as `PRAGMA synchronous = NORMAL`. */
  readonly pragmas: readonly string[];
}

/**
 * Lets Kysely speak to a local libSQL client.
 *
 * Work is serial: one connection, transactions begun with `BEGIN IMMEDIATE`, savepoints inside them. Rows
 * are plain objects; result streaming is not offered, since the client has none.
 */
export function libsqlDialect(options: LibsqlDialectOptions): Dialect {
  return {
    createDriver: () => new LibsqlDriver(options),
    createAdapter: () => new LibsqlAdapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class LibsqlAdapter extends SqliteAdapter {
  // SQLite rolls schema changes back like any other; Kysely's own adapter does not rely on it.
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LibsqlDriver implements Driver {
  readonly #options: LibsqlDialectOptions;
  readonly #connection: LibsqlConnection;

  constructor(options: LibsqlDialectOptions) {
    this.#options = options;
    this.#connection = new LibsqlConnection(options.client);
  }
  async init(): Promise<void> {
    await this.#applyPragmas();
  }
  acquireConnection(): Promise<LibsqlConnection> {
    return Promise.resolve(this.#connection);
  }
  async beginTransaction(): Promise<void> {
    this.#connection.transaction = await this.#options.client.transaction("write");
  }
  async commitTransaction(): Promise<void> {
    await this.#connection.transaction?.commit();
    await this.#afterTransaction();
  }
  async rollbackTransaction(): Promise<void> {
    await this.#connection.transaction?.rollback();
    await this.#afterTransaction();
  }
  async savepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`savepoint ${quoted(name)}`));
  }
  async rollbackToSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`rollback to ${quoted(name)}`));
  }
  async releaseSavepoint(connection: DatabaseConnection, name: string): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(`release ${quoted(name)}`));
  }
  async releaseConnection(): Promise<void> {}
  destroy(): Promise<void> {
    this.#options.client.close();
    return Promise.resolve();
  }

  async #afterTransaction(): Promise<void> {
    this.#connection.transaction = undefined;
    // The client may have dropped the connection and opened another, which knows nothing of them.
    await this.#applyPragmas();
  }
  async #applyPragmas(): Promise<void> {
    for (const pragma of this.#options.pragmas) await this.#options.client.execute(pragma);
  }
}

class LibsqlConnection implements DatabaseConnection {
  transaction: Transaction | undefined;
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = { sql: query.sql, args: query.parameters.map(toInValue) };
    const result = await (this.transaction ?? this.#client).execute(statement);
    return {
      rows: plainRows(result) as R[],
      numAffectedRows: BigInt(result.rowsAffected),
      ...(result.lastInsertRowid === undefined ? {} : { insertId: result.lastInsertRowid }),
    };
  }
  // deno-lint-ignore require-yield
  async *streamQuery(): AsyncGenerator<never, void, void> {
    throw new TypeError("Expected a query without streaming: libSQL offers none");
  }
}

function plainRows({ columns, rows }: ResultSet): Record<string, unknown>[] {
  return rows.map((row) => {
    const plain: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at++) plain[columns[at]!] = row[at];
    return plain;
  });
}

function toInValue(value: unknown): InValue {
  switch (typeof value) {
    case "string":
      if (!value.includes("\0")) return value;
      // Written or read, the client would cut the text there and say nothing.
      throw new TypeError("Expected text without NUL but found one: store such text as bytes");
    case "number":
    case "bigint":
    case "boolean":
      return value;
    case "object":
      if (value === null || value instanceof Uint8Array || value instanceof Date) return value;
  }
  throw new TypeError(`Expected a value that SQLite can hold but found ${describe(value)}`);
}

function describe(value: unknown): string {
  return typeof value === "object" ? Object.prototype.toString.call(value) : typeof value;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
