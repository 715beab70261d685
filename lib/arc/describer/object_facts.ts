import type { Grid } from "../grid/grid.ts";
import type { ArcObject } from "../objects/arc_object.ts";
import { backgroundOf } from "../objects/background.ts";
import { segment } from "../objects/segment.ts";
import type { Pair } from "../task/task.ts";
import { type FactArgs, type FactKind, factKind } from "./fact_kind.ts";

/** The four ways of grouping cells that facts are stated under. */
export const FACT_SEGMENTATIONS = ["same4", "same8", "any4", "any8"] as const;
/** One of {@linkcode FACT_SEGMENTATIONS}. */
export type FactSegmentation = (typeof FACT_SEGMENTATIONS)[number];

type By = { readonly by: FactSegmentation };
type Count = { readonly by: FactSegmentation; readonly count: number };
type Shift = { readonly by: FactSegmentation; readonly dx: number; readonly dy: number };

/** What becomes of the input's objects; the output's are grouped over the input's background. */
export const objectFacts: readonly FactKind[] = [
  countFact("objects.input_count", "input"),
  countFact("objects.output_count", "output"),
  bySegmentation(
    "objects.count_kept",
    "The output has as many objects as the input, at least one.",
    (by, pair) => {
      const before = objectsOf(pair.input, by, pair).length;
      return before > 0 && before === objectsOf(pair.output, by, pair).length;
    },
  ),
  bySegmentation(
    "objects.preserved",
    "Each object of the input is in the output at its place, cell by cell.",
    (by, pair) => {
      const after = keysOf(pair.output, by, pair, placedKey);
      const before = keysOf(pair.input, by, pair, placedKey);
      return before.length > 0 && isSubset(before, after);
    },
  ),
  bySegmentation(
    "objects.moved",
    "The output has the same objects (cells and colours), and at least one at another place.",
    (by, pair) =>
      sameBag(keysOf(pair.input, by, pair, lookKey), keysOf(pair.output, by, pair, lookKey)) &&
      !pair.input.equals(pair.output),
  ),
  factKind<Shift>({
    name: "objects.shifted",
    doc: "The output has the same objects, each moved dx columns right and dy rows down.",
    propose: (pairs) =>
      FACT_SEGMENTATIONS.flatMap((by) =>
        pairs.flatMap((pair) => {
          const a = objectsOf(pair.input, by, pair)[0], b = objectsOf(pair.output, by, pair)[0];
          if (a === undefined || b === undefined || (a.x === b.x && a.y === b.y)) return [];
          return [{ by, dx: b.x - a.x, dy: b.y - a.y }];
        })
      ),
    holds: ({ by, dx, dy }, pair) => {
      const before = objectsOf(pair.input, by, pair);
      const moved = before.map((o) => `${o.x + dx},${o.y + dy},${lookKey(o)}`);
      return before.length > 0 && sameBag(moved.sort(), keysOf(pair.output, by, pair, placedKey));
    },
  }),
  bySegmentation(
    "objects.recoloured",
    "The output has objects of the same cells at the same places, at least one in another colour.",
    (by, pair) =>
      sameBag(keysOf(pair.input, by, pair, maskKey), keysOf(pair.output, by, pair, maskKey)) &&
      !pair.input.equals(pair.output),
  ),
  bySegmentation(
    "objects.removed",
    "The output's objects are some of the input's, at their places; at least one is gone.",
    (by, pair) => {
      const before = keysOf(pair.input, by, pair, placedKey);
      const after = keysOf(pair.output, by, pair, placedKey);
      return after.length > 0 && after.length < before.length && isSubset(after, before);
    },
  ),
];

function countFact(name: string, side: "input" | "output"): FactKind {
  return factKind<Count>({
    name,
    doc: `The ${side} has this many objects.`,
    propose: (pairs) =>
      FACT_SEGMENTATIONS.flatMap((by) =>
        pairs.map((pair) => ({ by, count: objectsOf(pair[side], by, pair).length }))
          .filter(({ count }) => count > 0)
      ),
    holds: ({ by, count }, pair) => objectsOf(pair[side], by, pair).length === count,
  });
}

/** A kind asked about under each of the four segmentations. */
export function bySegmentation(
  name: string,
  doc: string,
  holds: (by: FactSegmentation, pair: Pair) => boolean,
): FactKind {
  return factKind<By & FactArgs>({
    name,
    doc,
    propose: () => FACT_SEGMENTATIONS.map((by) => ({ by })),
    holds: ({ by }, pair) => holds(by, pair),
  });
}

/** A grid's objects over the background of the pair's input. */
export function objectsOf(grid: Grid, by: FactSegmentation, pair: Pair): readonly ArcObject[] {
  return segment(grid, by, backgroundOf(pair.input)).objects;
}

const known = new WeakMap<Grid, Map<string, readonly string[]>>();

function keysOf(
  grid: Grid,
  by: FactSegmentation,
  pair: Pair,
  key: (object: ArcObject) => string,
): readonly string[] {
  let byName = known.get(grid);
  if (byName === undefined) known.set(grid, byName = new Map());
  const name = `${by}${backgroundOf(pair.input)}${key.name}`;
  let keys = byName.get(name);
  if (keys === undefined) byName.set(name, keys = objectsOf(grid, by, pair).map(key).sort());
  return keys;
}

/** Equal for objects of equal cells and colours, wherever they are. */
function lookKey(object: ArcObject): string {
  const { source, x, y } = object;
  let text = `${object.width}:`;
  for (const cell of object.cells) {
    const column = cell % source.width;
    text += `${(cell - column) / source.width - y},${column - x},${source.cells[cell]};`;
  }
  return text;
}

function placedKey(object: ArcObject): string {
  return `${object.x},${object.y},${lookKey(object)}`;
}

function maskKey(object: ArcObject): string {
  return `${object.x},${object.y},${object.cells.join()}`;
}

function sameBag(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((key, i) => key === b[i]);
}

function isSubset(part: readonly string[], whole: readonly string[]): boolean {
  const all = new Set(whole);
  return part.every((key) => all.has(key));
}
