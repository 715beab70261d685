import { canonicalJson } from "../substrate/values/canonical_json.ts";

/** Texts at least this long are worth remembering. */
const LONG = 200;

/** Objects so many levels below a row may be shared between rows. */
const SHARED_DEPTH = 2;

/** Texts of objects that rows may share; they go with the objects. */
const texts = new WeakMap<object, string>();

/**
 * A row as canonical JSON on one line; what rows share is printed once.
 *
 * Rows cut from one trace repeat whole programs and candidates: a long text of an object up to two levels
 * below the row is remembered for as long as the object lives. Objects must not change after they were
 * printed.
 *
 * @throws {TypeError} for what JSON cannot hold.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { rowText } from "./row_text.ts";
 * assertEquals(rowText({ b: { z: 1, y: [2] }, a: 1 }), '{"a":1,"b":{"y":[2],"z":1}}');
 * ```
 */
export function rowText(row: object): string {
  return recordText(row as Readonly<Record<string, unknown>>, 0);
}

function recordText(record: Readonly<Record<string, unknown>>, depth: number): string {
  let text = "";
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${valueText(value, depth + 1)}`;
  }
  return text === "" ? "{}" : text + "}";
}

function valueText(value: unknown, depth: number): string {
  if (typeof value !== "object" || value === null || depth > SHARED_DEPTH) {
    return canonicalJson(value);
  }
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value)
    ? canonicalJson(value)
    : recordText(value as Readonly<Record<string, unknown>>, depth);
  if (text.length >= LONG) texts.set(value, text);
  return text;
}
