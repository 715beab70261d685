/** Any JSON value. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/**
 * JSON with sorted keys, no white space and no `undefined` members: equal values have equal text.
 *
 * Numbers print as ECMAScript prints them (RFC 8785 §3.2.2.3).
 *
 * @throws {TypeError} when the value holds something JSON cannot (NaN, ±Infinity, a function, a bigint).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { canonicalJson } from "./canonical_json.ts";
 * assertEquals(canonicalJson({ b: [1, null], a: "é" }), '{"a":"é","b":[1,null]}');
 * ```
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
    case "boolean":
      return JSON.stringify(value);
    case "number":
      if (!Number.isFinite(value)) {
        throw new TypeError(`Expected a finite number but found ${value}`);
      }
      return JSON.stringify(value);
    case "object": {
      if (value === null) return "null";
      if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
      const record = value as Record<string, unknown>;
      const keys = Object.keys(record);
      if (keys.length > 1) keys.sort();
      let text = "";
      for (const key of keys) {
        const member = record[key];
        if (member === undefined) continue;
        text += `${text === "" ? "{" : ","}${JSON.stringify(key)}:${canonicalJson(member)}`;
      }
      return text === "" ? "{}" : text + "}";
    }
    default:
      throw new TypeError(`Expected a JSON value but found ${typeof value}`);
  }
}
