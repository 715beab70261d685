/** A share with its confidence interval. */
export interface ShareEstimate {
  readonly part: number;
  readonly whole: number;
  readonly share: number;
  /** Both ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

const Z95 = 1.959963984540054;

/**
 * A share of a whole with its 95 % Wilson score interval; 0 of 0 is a share of 0 between 0 and 1.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { wilsonInterval } from "./wilson_interval.ts";
 * const { low, high } = wilsonInterval(8, 10);
 * assertAlmostEquals(low, 0.4902, 1e-4);
 * assertAlmostEquals(high, 0.9433, 1e-4);
 * ```
 */
export function wilsonInterval(part: number, whole: number): ShareEstimate {
  if (whole === 0) return { part, whole, share: 0, low: 0, high: 1 };
  const share = part / whole;
  const z2 = Z95 * Z95;
  const centre = (share + z2 / (2 * whole)) / (1 + z2 / whole);
  const half = (Z95 / (1 + z2 / whole)) *
    Math.sqrt((share * (1 - share)) / whole + z2 / (4 * whole * whole));
  return {
    part,
    whole,
    share,
    low: part === 0 ? 0 : Math.max(0, centre - half),
    high: part === whole ? 1 : Math.min(1, centre + half),
  };
}
