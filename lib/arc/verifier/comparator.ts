import { FEATURE_NAMES } from "./features.ts";

/** Names the order that {@linkcode compareCandidates} gives; changes whenever the order does. */
export const COMPARATOR_VERSION = "comparator/1";

/** What the comparator reads of a candidate. */
export interface Comparable {
  readonly candidateId: string;
  readonly featureVec: readonly number[];
}

/** Levels per feature, in feature order (coarse to fine); `descriptionBits` counts down. */
const RADICES: readonly number[] = [25, 5, 64, 64, 16, 5, 256];

/** The first fine feature: from here on levels only break ties. */
const FIRST_TIE_BREAK = 4;

const TIE_BREAKS = RADICES.slice(FIRST_TIE_BREAK).reduce((product, radix) => product * radix, 1);

/**
 * The step from one value of the coarse levels to the next: twice what the tie-breaks can reach, so that
 * all tie-breaks together move the score by less than half of the smallest coarse step.
 */
const COARSE_STEP = 2 * TIE_BREAKS;

const COARSE_TOP = RADICES.slice(0, FIRST_TIE_BREAK).reduce((product, radix) => product * radix, 1);

const TOP = (COARSE_TOP - 1) * COARSE_STEP + TIE_BREAKS - 1;

/** Absorbs rounding of k/n·levels; far below the distance between any two attainable feature values. */
const ROUNDING = 1e-9;

/** Description lengths halve their level near this many bits. */
const HALF_BITS = 64;

/**
 * The features of a candidate as whole levels, most important first.
 *
 * Shares become floor(share · (levels − 1)), so only a share of 1 reaches the top level; the description
 * length becomes floor(255 · 64 / (64 + bits)), so shorter is higher.
 *
 * @throws {RangeError} when the vector is not of the current feature version's length or holds a non-finite number.
 */
export function levelsOf(featureVec: readonly number[]): number[] {
  if (featureVec.length !== FEATURE_NAMES.length) {
    throw new RangeError(
      `Expected ${FEATURE_NAMES.length} features but found ${featureVec.length}`,
    );
  }
  return featureVec.map((value, i) => {
    if (!Number.isFinite(value) || value < 0) {
      throw new RangeError(`Expected ${FEATURE_NAMES[i]} to be at least 0 but found ${value}`);
    }
    const top = RADICES[i]! - 1;
    const share = FEATURE_NAMES[i] === "descriptionBits" ? HALF_BITS / (HALF_BITS + value) : value;
    return Math.min(top, Math.floor(top * share + ROUNDING));
  });
}

/**
 * The scalar form of the comparator's order, in [0,1]: strictly monotone in the levels, equal only where
 * all levels are. One step of any level down to cell accuracy is worth at least 1.9e-6; the tie-breaks
 * (palette, test plausibility, description length) together less than 1e-6.
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { verifierScoreOf } from "./comparator.ts";
 * assertEquals(verifierScoreOf([1, 1, 1, 1, 1, 1, 0]), 1);
 * assert(verifierScoreOf([1, 1, 1, 1, 0, 0, 900]) > verifierScoreOf([0.9, 1, 1, 1, 1, 1, 0]));
 * ```
 */
export function verifierScoreOf(featureVec: readonly number[]): number {
  let coarse = 0, fine = 0;
  levelsOf(featureVec).forEach((level, i) => {
    if (i < FIRST_TIE_BREAK) coarse = coarse * RADICES[i]! + level;
    else fine = fine * RADICES[i]! + level;
  });
  return (coarse * COARSE_STEP + fine) / TOP;
}

/** Negative when `a` is better, positive when `b` is, 0 where every level is equal: a tie for datasets. */
export function compareFeatures(a: readonly number[], b: readonly number[]): number {
  const left = levelsOf(a), right = levelsOf(b);
  for (let i = 0; i < left.length; i++) {
    if (left[i] !== right[i]) return right[i]! - left[i]!;
  }
  return 0;
}

/**
 * The canonical total order on verified candidates of one task, better first: fit for `sort`.
 * Candidates of equal levels are ordered by id, so only a candidate and itself compare as 0.
 */
export function compareCandidates(a: Comparable, b: Comparable): number {
  const byFeatures = compareFeatures(a.featureVec, b.featureVec);
  if (byFeatures !== 0) return byFeatures;
  return a.candidateId < b.candidateId ? -1 : a.candidateId > b.candidateId ? 1 : 0;
}
