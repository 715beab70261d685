import { UserError } from "../values/user_error.ts";

const SAYINGS: readonly [code: string, says: string, exitCode: 1 | 2][] = [
  ["SQLITE_CANTOPEN", "the database cannot be opened", 2],
  ["SQLITE_NOTADB", "is not a database", 2],
  ["SQLITE_READONLY", "the database may not be written", 2],
  ["SQLITE_FULL", "no space left on the device", 1],
  ["SQLITE_BUSY", "the database is locked by another process", 1],
  ["SQLITE_CORRUPT", "the database is damaged", 1],
  ["SQLITE_IOERR", "input/output error", 1],
];

/** Turns what libSQL refused for reasons of the machine into one line; other errors come back as they are. */
export function storeError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { code } = error as { code?: unknown };
  // The client opens a file with raw errors that carry no code.
  const found = typeof code === "string" && code !== ""
    ? SAYINGS.find(([prefix]) => code.startsWith(prefix))
    : SAYINGS.find(([prefix]) => OPENING[prefix]?.test(error.message));
  if (found === undefined) return error;
  return new UserError(`${path}: ${found[1]}`, { exitCode: found[2], cause: error });
}

const OPENING: Readonly<Record<string, RegExp>> = {
  SQLITE_CANTOPEN: /unable to open/i,
  SQLITE_NOTADB: /not a database/i,
};
