import type { Prng } from "../../substrate/values/prng.ts";

/**
 * All items in an order of which every beginning is a stratified sample: each stratum has its share of any
 * prefix, give or take one. Within a stratum the order is drawn.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "../../substrate/values/prng.ts";
 * import { drawOrder } from "./draw_order.ts";
 * const items = ["a1", "a2", "b1", "b2"];
 * const [first, second] = drawOrder(items, (item) => item[0]!, createPrng(7));
 * assertEquals(new Set([first![0], second![0]]), new Set(["a", "b"]));
 * ```
 */
export function drawOrder<T>(items: readonly T[], stratumOf: (item: T) => string, prng: Prng): T[] {
  const strata = new Map<string, T[]>();
  for (const item of items) {
    const stratum = stratumOf(item);
    const list = strata.get(stratum);
    if (list === undefined) strata.set(stratum, [item]);
    else list.push(item);
  }
  const placed: { readonly item: T; readonly at: number }[] = [];
  for (const stratum of [...strata.keys()].sort()) {
    const own = prng.split(stratum);
    const list = own.shuffled(strata.get(stratum)!);
    const offset = own.next();
    for (const [at, item] of list.entries()) placed.push({ item, at: (at + offset) / list.length });
  }
  return placed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
