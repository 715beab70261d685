import { sha256 } from "../../substrate/values/digest.ts";

/** Ids that name a file as they are. */
const PLAIN = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}$/;

/** What stays readable of other ids. */
const READABLE = /[\p{L}\p{M}\p{N}_.-]/u;

/**
 * The file name of a task's trace: `task_<id>.json` for ids of up to 120 plain letters, digits, `_`, `.`
 * and `-`; for any other id its readable part and a digest, `task_<part>~<12 hex>.json`.
 *
 * Different ids have different names, no name leaves its folder, and none is longer than 230 bytes.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { taskFileName } from "./task_file_name.ts";
 * assertEquals(taskFileName("007bbfb7"), "task_007bbfb7.json");
 * assertEquals(taskFileName("../größe/1"), "task_.._größe_1~cf8485aa022f.json");
 * ```
 */
export function taskFileName(taskId: string): string {
  if (PLAIN.test(taskId)) return `task_${taskId}.json`;
  let part = "";
  for (const letter of taskId.normalize("NFC")) {
    if (part.length >= 48) break;
    part += READABLE.test(letter) ? letter : "_";
  }
  return `task_${part}~${sha256(taskId).slice(0, 12)}.json`;
}
