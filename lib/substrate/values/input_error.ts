import { UserError, type UserErrorOptions } from "./user_error.ts";

/** Where wrong input stands, and what was wrong with it; every part but one of the texts may be absent. */
export interface InputFault extends UserErrorOptions {
  /** The file as the user named it. */
  readonly file?: string;
  /** 1-based line. */
  readonly line?: number | undefined;
  /** A path such as `train[0].input[2][1]`, or a list of keys and indices. */
  readonly field?: string | readonly PropertyKey[] | undefined;
  /** What was expected, e.g. `a colour 0–9`. */
  readonly expected?: string;
  /** The value found; shown as JSON, shortened when long. A missing value: pass `undefined` and `missing: true`. */
  readonly seen?: unknown;
  /** Nothing was there at all. */
  readonly missing?: boolean;
  /** Says what is wrong where `expected` and `seen` do not fit. */
  readonly problem?: string;
}

/**
 * Names wrong input in one line: `file:line: field: expected …, found …`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inputError } from "./input_error.ts";
 * const error = inputError({
 *   file: "tasks.jsonl",
 *   line: 12,
 *   field: ["train", 0, "input", 2, 1],
 *   expected: "a colour 0–9",
 *   seen: 12,
 * });
 * assertEquals(
 *   error.message,
 *   "tasks.jsonl:12: train[0].input[2][1]: expected a colour 0–9, found 12",
 * );
 * ```
 */
export function inputError(fault: InputFault): UserError {
  const parts: string[] = [];
  if (fault.file !== undefined) {
    parts.push(fault.line === undefined ? fault.file : `${fault.file}:${fault.line}`);
  } else if (fault.line !== undefined) parts.push(`line ${fault.line}`);
  const field = typeof fault.field === "object" ? fieldPath(fault.field) : fault.field;
  if (field !== undefined && field !== "") parts.push(field);
  const says: string[] = [];
  if (fault.problem !== undefined) says.push(fault.problem);
  if (fault.expected !== undefined) says.push(`expected ${fault.expected}`);
  if (fault.missing) says.push("found nothing");
  else if ("seen" in fault) says.push(`found ${shown(fault.seen)}`);
  parts.push(says.join(", "));
  return new UserError(parts.join(": "), fault);
}

/** `["train", 0, "input"]` as `train[0].input`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}

const SHOWN_MAX = 60;

/** A value as short JSON text, for one line of an error. */
export function shown(value: unknown): string {
  let text: string | undefined;
  try {
    text = typeof value === "number" ? String(value) : JSON.stringify(value);
  } catch {
    text = undefined;
  }
  const points = [...(text ?? String(value)).slice(0, 4 * SHOWN_MAX)];
  return points.length <= SHOWN_MAX ? points.join("") : `${points.slice(0, SHOWN_MAX).join("")}…`;
}
