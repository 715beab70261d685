/**
 * The standard normal distribution function, to about 1e-7.
 *
 * Source: M. Abramowitz, I. Stegun, "Handbook of mathematical functions", 1964, 26.2.17.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { normalCdf } from "./normal.ts";
 * assertAlmostEquals(normalCdf(1.6448536), 0.95, 1e-6);
 * ```
 */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t * (0.319381530 + t * (-0.356563782 +
        t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = series * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  return z >= 0 ? 1 - upper : upper;
}

/**
 * The standard normal quantile of a probability in (0,1), to about 1e-9.
 *
 * Source: P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", 2003.
 *
 * @throws {RangeError} for a probability outside (0,1).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { normalQuantile } from "./normal.ts";
 * assertAlmostEquals(normalQuantile(0.975), 1.959964, 1e-6);
 * ```
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`Expected a probability in (0,1) but found ${probability}`);
  }
  if (probability > 0.5) return -normalQuantile(1 - probability);
  if (probability < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return poly(TAIL_TOP, q) / (1 + q * poly(TAIL_BOTTOM, q));
  }
  const q = probability - 0.5;
  const r = q * q;
  return (poly(MIDDLE_TOP, r) * q) / (1 + r * poly(MIDDLE_BOTTOM, r));
}

/** Highest power first. */
function poly(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c, 0);
}

// deno-fmt-ignore -- four tables of one method
const MIDDLE_TOP = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716, 2.506628277459239],
  MIDDLE_BOTTOM = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572],
  TAIL_TOP = [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783],
  TAIL_BOTTOM = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
