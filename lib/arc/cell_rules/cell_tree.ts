import type { Json } from "../../substrate/values/canonical_json.ts";
import { NO_COLOUR } from "../cell_features/mod.ts";
import { Grid } from "../grid/grid.ts";
import {
  type CellTest,
  columnOf,
  type FeatureRef,
  parseFeature,
  parseTest,
  printFeature,
  printTest,
} from "./cell_test.ts";

/** What a leaf paints: one colour, or whatever colour a feature of the cell has. */
export type Paint =
  | { readonly kind: "colour"; readonly colour: number }
  | { readonly kind: "copy"; readonly feature: FeatureRef };

/** A decision tree that gives every cell a colour. */
export type CellTree =
  | { readonly kind: "leaf"; readonly paint: Paint }
  | {
    readonly kind: "split";
    readonly test: CellTest;
    readonly yes: CellTree;
    readonly no: CellTree;
  };

/** A tree as JSON: a colour, the name of a feature to copy, or `[test, yes, no]`. */
export function printTree(tree: CellTree): Json {
  if (tree.kind === "leaf") return printPaint(tree.paint);
  return [printTest(tree.test), printTree(tree.yes), printTree(tree.no)];
}

/** A paint as JSON: a colour or the name of a feature. */
export function printPaint(paint: Paint): string | number {
  return paint.kind === "colour" ? paint.colour : printFeature(paint.feature);
}

/**
 * Reads a tree over that many grids.
 *
 * @throws {RangeError} when the JSON is not a tree.
 */
export function parseTree(json: Json, sources: number): CellTree {
  if (typeof json === "number" || typeof json === "string") {
    return { kind: "leaf", paint: parsePaint(json, sources) };
  }
  if (!Array.isArray(json) || json.length !== 3 || typeof json[0] !== "string") {
    throw new RangeError(`Expected [test, yes, no] but found ${JSON.stringify(json)}`);
  }
  return {
    kind: "split",
    test: parseTest(json[0], sources),
    yes: parseTree(json[1], sources),
    no: parseTree(json[2], sources),
  };
}

/**
 * Reads a paint.
 *
 * @throws {RangeError} when it is neither a colour 0–9 nor the name of a feature.
 */
export function parsePaint(json: string | number, sources: number): Paint {
  if (typeof json === "string") return { kind: "copy", feature: parseFeature(json, sources) };
  if (!Number.isInteger(json) || json < 0 || json > 9) {
    throw new RangeError(`Expected a colour from 0 to 9 but found ${json}`);
  }
  return { kind: "colour", colour: json };
}

/** A tree whose features are bound to the columns of particular grids. */
type Bound =
  | { readonly leaf: true; readonly colour: number; readonly column: Uint8Array | undefined }
  | {
    readonly leaf: false;
    readonly kind: CellTest["kind"];
    readonly column: Uint8Array;
    readonly other: Uint8Array | undefined;
    readonly value: number;
    readonly yes: Bound;
    readonly no: Bound;
  };

/** Looks columns up by feature; lets learners bind trees to their own concatenated columns. */
export type ColumnSource = (ref: FeatureRef) => Uint8Array;

function bind(tree: CellTree, columns: ColumnSource): Bound {
  if (tree.kind === "leaf") {
    return tree.paint.kind === "colour"
      ? { leaf: true, colour: tree.paint.colour, column: undefined }
      : { leaf: true, colour: 0, column: columns(tree.paint.feature) };
  }
  const { test } = tree;
  return {
    leaf: false,
    kind: test.kind,
    column: columns(test.feature),
    other: test.kind === "as" ? columns(test.other) : undefined,
    value: test.kind === "as" ? 0 : test.value,
    yes: bind(tree.yes, columns),
    no: bind(tree.no, columns),
  };
}

/**
 * The colours a tree gives to the listed cells, in that order.
 *
 * A copied colour that does not exist falls back to `fallback`, the cell's own colour as a rule.
 */
export function runTree(
  tree: CellTree,
  columns: ColumnSource,
  cells: Int32Array,
  fallback: Uint8Array,
  out: Uint8Array,
): void {
  const root = bind(tree, columns);
  for (let k = 0; k < cells.length; k++) {
    const i = cells[k]!;
    let at = root;
    while (!at.leaf) {
      const value = at.column[i]!;
      const yes = at.kind === "is"
        ? value === at.value
        : at.kind === "most"
        ? value <= at.value
        : value === at.other![i];
      at = yes ? at.yes : at.no;
    }
    const colour = at.column === undefined ? at.colour : at.column[i]!;
    out[k] = colour === NO_COLOUR ? fallback[i]! : colour;
  }
}

/**
 * The grid that trees paint by majority over the last of the source grids (all of one size); a tie goes
 * to the colour whose first tree comes first.
 */
export function paintByTrees(trees: readonly CellTree[], sources: readonly Grid[]): Grid {
  const base = sources[sources.length - 1]!;
  const count = base.cells.length;
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const columns: ColumnSource = (ref) => columnOf(sources, ref);
  const votes = trees.map((tree) => {
    const out = new Uint8Array(count);
    runTree(tree, columns, all, base.cells, out);
    return out;
  });
  return new Grid(base.width, base.height, majority(votes, count), base.x, base.y);
}

/** The most voted colour per cell; a tie goes to the colour voted for first. */
export function majority(votes: readonly Uint8Array[], count: number): Uint8Array {
  const out = new Uint8Array(count);
  const counts = new Uint16Array(11);
  for (let i = 0; i < count; i++) {
    counts.fill(0);
    for (const vote of votes) counts[vote[i]!]!++;
    let best = votes[0]![i]!;
    for (const vote of votes) if (counts[vote[i]!]! > counts[best]!) best = vote[i]!;
    out[i] = best;
  }
  return out;
}
