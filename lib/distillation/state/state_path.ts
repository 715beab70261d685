import { UserError } from "../../substrate/values/user_error.ts";
import { shown } from "../../substrate/values/input_error.ts";

const PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Whether a path names a file inside a state: relative, of plain parts, `/` between them. What is refused
 * could leave the folder (`..`, absolute paths), reach git's own files, or differ between file systems.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isStatePath } from "./state_path.ts";
 * assertEquals(["arc/search.jsonc", "../x", "/etc/x", "a/.git/config"].map(isStatePath), [
 *   true,
 *   false,
 *   false,
 *   false,
 * ]);
 * ```
 */
export function isStatePath(path: string): boolean {
  const parts = path.split("/");
  return path.length <= 300 && parts.every((part) => PART.test(part) && !part.endsWith("."));
}

/**
 * The path itself, when it stays inside the state folder.
 *
 * @throws {UserError} exit 2, naming the path.
 */
export function checkStatePath(path: string): string {
  if (isStatePath(path)) return path;
  throw new UserError(`the path ${shown(path)} does not stay inside the state folder`);
}
