/** How much of what was found is right, and how much of what is right was found; each 0 … 1. */
export interface MatchScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Found and right. */
  readonly right: number;
  /** Found. */
  readonly found: number;
  /** Right, found or not. */
  readonly gold: number;
}

/**
 * Precision, recall and their harmonic mean; 0 where there is nothing to divide by.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { matchScore } from "./match_score.ts";
 * assertAlmostEquals(matchScore({ right: 3, found: 4, gold: 6 }).f1, 0.6);
 * ```
 */
export function matchScore(
  { right, found, gold }: Pick<MatchScore, "right" | "found" | "gold">,
): MatchScore {
  return {
    precision: found === 0 ? 0 : right / found,
    recall: gold === 0 ? 0 : right / gold,
    f1: found + gold === 0 ? 0 : 2 * right / (found + gold),
    right,
    found,
    gold,
  };
}
