import { inputError } from "../../substrate/values/input_error.ts";
import type { UserError } from "../../substrate/values/user_error.ts";

/** Where a value came from: the file as the user named it, and its 1-based line where it has lines. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** Found text that an error prints as it stands: a count or a description instead of a value. */
export class Described {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The one-line error for a value that is not what it should be: place, field path, expected, found.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { badInput } from "./place.ts";
 * const error = badInput({ file: "tasks.jsonl", line: 12 }, "train[0].input[0][3]", "a cell 0–9", 12);
 * assertEquals(error.message, "tasks.jsonl:12: train[0].input[0][3]: expected a cell 0–9, found 12");
 * ```
 */
export function badInput(place: Place, path: string, expected: string, found: unknown): UserError {
  const where = { file: place.file, line: place.line, field: path };
  return found instanceof Described
    ? inputError({ ...where, problem: `expected ${expected}, found ${found.text}` })
    : inputError({ ...where, expected, seen: found, missing: found === undefined });
}
