/**
 * A share in [0, 1] as whole percent, as reports of sessions print it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { percent } from "./percent.ts";
 * assertEquals(percent(0.256), "26 %");
 * ```
 */
export function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
