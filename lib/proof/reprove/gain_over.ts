import { createPrng } from "../../substrate/values/prng.ts";

/** A relative gain in solved theorems, with its percentile bootstrap interval over theorems. */
export interface Gain {
  /** 0.25 is a quarter more; 0 where there is nothing to compare with. */
  readonly relative: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000, TAIL = 0.025;

/**
 * What `after` solves more than `before`, of what `before` solves.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { gainOver } from "./gain_over.ts";
 * const pairs = [{ before: true, after: true }, { before: false, after: true }];
 * assertEquals(gainOver(pairs).relative, 1);
 * ```
 */
export function gainOver(
  pairs: readonly { readonly before: boolean; readonly after: boolean }[],
): Gain {
  const count = (of: readonly { readonly before: boolean; readonly after: boolean }[]) => {
    const before = of.filter((pair) => pair.before).length;
    return before === 0 ? undefined : of.filter((pair) => pair.after).length / before - 1;
  };
  const relative = count(pairs);
  if (relative === undefined) return { relative: 0, low: 0, high: 0 };
  const prng = createPrng("gain over");
  const gains: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    // A resample in which `before` solves nothing has no ratio.
    const gain = count(pairs.map(() => pairs[prng.below(pairs.length)]!));
    if (gain !== undefined) gains.push(gain);
  }
  gains.sort((a, b) => a - b);
  const at = (q: number) => gains[Math.round(q * (gains.length - 1))]!;
  return { relative, low: at(TAIL), high: at(1 - TAIL) };
}
