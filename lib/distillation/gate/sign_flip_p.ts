import { signedSums } from "./signed_sums.ts";

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
  const seen = differences.reduce((sum, one, i) => sum + Math.sign(one) * sizes[i]!, 0);
  const { reach, mass } = signedSums(sizes.filter((size) => size > 0));
  return Math.min(1, mass.subarray(seen + reach).reduce((sum, part) => sum + part, 0));
}
