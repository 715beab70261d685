import { applyEdits, modify, parse, type ParseError, printParseErrorCode } from "jsonc-parser";
import { lineAt } from "../../substrate/models/jsonc_field_line.ts";
import { canonicalJson, type Json } from "../../substrate/values/canonical_json.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";

/** Where a value stands in a document: keys and indices from the root. */
export type Pointer = readonly (string | number)[];

const LAYOUT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } };

/** Whether the text of such a file is edited as a document: JSON, with or without comments. */
export function isDocument(path: string): boolean {
  return /\.jsonc?$/.test(path);
}

/**
 * The value of a JSONC text.
 *
 * @throws {UserError} exit 2, naming file and line of the first fault.
 */
export function readDocument(path: string, text: string): Json {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first !== undefined) {
    const problem = `is not JSONC: ${printParseErrorCode(first.error)}`;
    throw inputError({ file: path, line: lineAt(text, first.offset), problem });
  }
  return value as Json;
}

/** The value at a place; `undefined` where there is none. */
export function valueAt(document: Json | undefined, pointer: Pointer): Json | undefined {
  let at: unknown = document;
  for (const key of pointer) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at as Json | undefined;
}

/**
 * The text with one value set, or removed by `undefined`; comments and the layout of the rest stay.
 *
 * The printed text is parsed again and must hold just that change.
 *
 * @throws {UserError} exit 2 where a parent is no object or list, or the text is no JSONC.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { setValue } from "./document.ts";
 * const text = '{\n  // turns at most\n  "max_turns": 10,\n  "max_turns_hard": 40\n}\n';
 * const changed = setValue("agents.jsonc", text, ["max_turns"], 12);
 * assertEquals(changed, text.replace("10", "12"));
 * ```
 */
export function setValue(
  path: string,
  text: string,
  pointer: Pointer,
  value: Json | undefined,
): string {
  const before = readDocument(path, text);
  for (let depth = 0; depth < pointer.length; depth++) {
    const parent = depth === 0 ? before : valueAt(before, pointer.slice(0, depth));
    if (parent === undefined) break;
    const fits = typeof pointer[depth] === "number"
      ? Array.isArray(parent)
      : typeof parent === "object" && parent !== null && !Array.isArray(parent);
    if (fits) continue;
    const problem = `cannot set ${JSON.stringify(pointer)}: its parent holds no such place`;
    throw inputError({ file: path, field: [...pointer.slice(0, depth)], problem });
  }
  const changed = applyEdits(text, modify(text, [...pointer], value, LAYOUT));
  const after = valueAt(readDocument(path, changed), pointer);
  if (printed(after) !== printed(value)) {
    throw new UserError(`${path}: setting ${JSON.stringify(pointer)} did not hold`, {
      exitCode: 1,
    });
  }
  return changed;
}

function printed(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}
