/**
 * Objects are merged key by key, everything else is replaced.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { overlaid } from "./overlaid.ts";
 * assertEquals(overlaid({ a: { b: 1, c: [2] } }, { a: { c: [] } }), { a: { b: 1, c: [] } });
 * ```
 */
export function overlaid(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(merged, key) ? merged[key] : undefined;
    merged[key] = isObject(below) && isObject(value) ? overlaid(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
