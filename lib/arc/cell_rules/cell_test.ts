import { CELL_FEATURES, featureColumn, featureIndex } from "../cell_features/mod.ts";
import type { Grid } from "../grid/grid.ts";

/** A feature of one of the grids a rule looks at: 0 the first (no prefix), 1 the second (prefix `p.`). */
export interface FeatureRef {
  readonly source: number;
  readonly index: number;
}

/** A yes/no question about a cell: equal to a value, at most a value, or as another feature. */
export type CellTest =
  | { readonly kind: "is"; readonly feature: FeatureRef; readonly value: number }
  | { readonly kind: "most"; readonly feature: FeatureRef; readonly value: number }
  | { readonly kind: "as"; readonly feature: FeatureRef; readonly other: FeatureRef };

const SIGN = { is: "=", most: "<=", as: "~" } as const;

/** The text of a feature reference, such as `ray_up` or `p.own`. */
export function printFeature(ref: FeatureRef): string {
  return `${ref.source === 1 ? "p." : ""}${CELL_FEATURES[ref.index]!.name}`;
}

/**
 * Reads a feature reference.
 *
 * @throws {RangeError} when no feature has that name or the prefix is not allowed among `sources` grids.
 */
export function parseFeature(text: string, sources: number): FeatureRef {
  const second = text.startsWith("p.");
  const index = featureIndex(second ? text.slice(2) : text);
  if (index < 0 || (second && sources < 2)) {
    throw new RangeError(`Expected the name of a cell feature but found "${text}"`);
  }
  return { source: second ? 1 : 0, index };
}

/**
 * The text of a test: `up=3`, `object_size<=4`, `left~own`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTest, printTest } from "./cell_test.ts";
 * assertEquals(["up=3", "object_size<=4", "p.left~own"].map((t) => printTest(parseTest(t, 2))), [
 *   "up=3",
 *   "object_size<=4",
 *   "p.left~own",
 * ]);
 * ```
 */
export function printTest(test: CellTest): string {
  const right = test.kind === "as" ? printFeature(test.other) : test.value;
  return `${printFeature(test.feature)}${SIGN[test.kind]}${right}`;
}

/**
 * Reads a test.
 *
 * @throws {RangeError} when the text is not a test over known features.
 */
export function parseTest(text: string, sources: number): CellTest {
  const match = /^([a-z0-9_.\-]+)(<=|=|~)([a-z0-9_.\-]+)$/.exec(text);
  if (match === null) throw new RangeError(`Expected a test of a cell but found "${text}"`);
  const feature = parseFeature(match[1]!, sources);
  if (match[2] === "~") return { kind: "as", feature, other: parseFeature(match[3]!, sources) };
  const value = Number(match[3]);
  if (!Number.isInteger(value) || value < 0 || value > 63) {
    throw new RangeError(`Expected a value from 0 to 63 but found "${match[3]}" in "${text}"`);
  }
  return { kind: match[2] === "=" ? "is" : "most", feature, value };
}

/** The values of a feature for every cell of its grid. */
export function columnOf(sources: readonly Grid[], ref: FeatureRef): Uint8Array {
  return featureColumn(sources[ref.source]!, ref.index);
}
