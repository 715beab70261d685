import { hash } from "node:crypto";
import { canonicalJson } from "./canonical_json.ts";

/** Lower-case hex sha-256 of UTF-8 text or bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash("sha256", data, "hex");
}

/**
 * The identity of a value: sha-256 of its canonical JSON.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { digestOf } from "./digest.ts";
 * assertEquals(digestOf({ a: 1, b: 2 }), digestOf({ b: 2, a: 1 }));
 * ```
 */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
