import { UserError } from "../values/user_error.ts";

/** What the operating system said, in plain words, and whose fault it is: 2 the options', 1 the machine's. */
const SAYINGS: Readonly<Record<string, readonly [says: string, exitCode: 1 | 2]>> = {
  ENOENT: ["no such file or folder", 2],
  EACCES: ["permission denied", 2],
  EPERM: ["operation not permitted", 2],
  EISDIR: ["is a folder, expected a file", 2],
  ENOTDIR: ["a part of the path is a file, expected a folder", 2],
  EEXIST: ["is a file, expected a folder", 2],
  EROFS: ["read-only file system", 2],
  ENAMETOOLONG: ["name too long", 2],
  ENOSPC: ["no space left on the device", 1],
  EDQUOT: ["disk quota exceeded", 1],
  EFBIG: ["the file grew larger than the file system allows", 1],
  EMFILE: ["too many open files", 1],
  EIO: ["input/output error", 1],
};

/**
 * Turns what the file system refused into one line that names the file; any other error comes back as it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fileError } from "./file_error.ts";
 * const full = Object.assign(new Error("os error 28"), { code: "ENOSPC" });
 * const error = fileError("out/index.jsonl", full) as Error;
 * assertEquals(error.message, "out/index.jsonl: no space left on the device");
 * ```
 */
export function fileError(path: string, error: unknown): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const code = (error as { code?: unknown }).code ?? numberedCode(error.message);
  const saying = typeof code === "string" ? SAYINGS[code] : undefined;
  if (saying !== undefined) {
    return new UserError(`${path}: ${saying[0]}`, { exitCode: saying[1], cause: error });
  }
  if (error.name === "NotCapable") {
    const says = "not among the permissions this task runs with";
    return new UserError(`${path}: ${says}`, { exitCode: 2, cause: error });
  }
  return error;
}

/** Some system errors come without a code, and name themselves only as `(os error 27)`. */
function numberedCode(message: string): string | undefined {
  const number = /\(os error (\d+)\)$/.exec(message)?.[1];
  return number === "27" ? "EFBIG" : number === "28" ? "ENOSPC" : undefined;
}

/** Runs `work`, renaming what the file system refuses by {@linkcode fileError}. */
export async function namingFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(path, error);
  }
}
