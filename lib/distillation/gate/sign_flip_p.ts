/** Sizes are rounded to multiples of this. */
const STEP = 1 / 64;

/**
 * The probability that differences without a tendency sum up to at least what these do.
 *
 * Exact where a difference is as likely to have either sign: when two runs of one state are compared, or
 * when an edit changes nothing.
 *
 * Source: R. A. Fisher, "The design of experiments", 1935, §21.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { signFlipP } from "./sign_flip_p.ts";
 * assertEquals(signFlipP([1, 1, 1, 0]), 1 / 8);
 * ```
 */
export function signFlipP(differences: readonly number[]): number {
  const sizes = differences.map((one) => Math.round(Math.abs(one) / STEP));
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  const seen = differences.reduce((sum, one, i) => sum + Math.sign(one) * sizes[i]!, 0);
  let mass = new Float64Array(2 * reach + 1);
  mass[reach] = 1;
  for (const size of sizes.filter((size) => size > 0)) {
    const next = new Float64Array(mass.length);
    for (let i = 0; i < mass.length; i++) {
      const half = mass[i]! / 2;
      if (half === 0) continue;
      next[i - size]! += half;
      next[i + size]! += half;
    }
    mass = next;
  }
  return Math.min(1, mass.subarray(seen + reach).reduce((sum, part) => sum + part, 0));
}
