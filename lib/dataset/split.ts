import { sha256 } from "../substrate/values/digest.ts";

/** The names that dataset consumers expect. */
export const SPLITS = ["train", "validation", "test"] as const;

/** One of {@linkcode SPLITS}. */
export type Split = (typeof SPLITS)[number];

/** Shares of the three splits, in percent; they add up to 100. */
export interface SplitShares {
  /** @default {80} */
  readonly train: number;
  /** @default {10} */
  readonly validation: number;
  /** @default {10} */
  readonly test: number;
}

const DEFAULT_SHARES: SplitShares = { train: 80, validation: 10, test: 10 };

/**
 * The split that all rows of a base task belong to, decided by the digest of its id alone.
 *
 * Pass the id of the task that variants were made from, so that an augmented copy never leaves its source.
 *
 * @throws {RangeError} when the shares do not add up to 100.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { splitOf } from "./split.ts";
 * assertEquals(splitOf("007bbfb7"), splitOf("007bbfb7"));
 * assertEquals(splitOf("any", { train: 0, validation: 0, test: 100 }), "test");
 * ```
 */
export function splitOf(baseTaskId: string, shares: SplitShares = DEFAULT_SHARES): Split {
  const { train, validation, test } = shares;
  if (train + validation + test !== 100) {
    throw new RangeError(
      `Expected shares that add up to 100 but found ${train}, ${validation}, ${test}`,
    );
  }
  const point = parseInt(sha256(`split/1:${baseTaskId}`).slice(0, 8), 16) / 2 ** 32 * 100;
  return point < train ? "train" : point < train + validation ? "validation" : "test";
}
