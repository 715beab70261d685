/** The sums that sizes come to when each has either sign with the same probability. */
export interface SignedSums {
  /** The largest sum. */
  readonly reach: number;
  /** Probability of the sum `i − reach`, at index i. */
  readonly mass: Float64Array;
}

/**
 * Counts the signed sums of whole, positive sizes exactly.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signedSums } from "./signed_sums.ts";
 * assertEquals([...signedSums([1, 1]).mass], [0.25, 0, 0.5, 0, 0.25]);
 * ```
 */
export function signedSums(sizes: readonly number[]): SignedSums {
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  let mass = new Float64Array(2 * reach + 1);
  mass[reach] = 1;
  let span = 0;
  for (const size of sizes) {
    const next = new Float64Array(mass.length);
    for (let i = reach - span; i <= reach + span; i++) {
      const half = mass[i]! / 2;
      if (half === 0) continue;
      next[i - size]! += half;
      next[i + size]! += half;
    }
    mass = next;
    span += size;
  }
  return { reach, mass };
}
