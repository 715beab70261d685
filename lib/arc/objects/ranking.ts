import type { ArcObject } from "./arc_object.ts";
import type { Segmentation } from "./segment.ts";

/** Where one object stands among all objects of its segmentation. */
export interface Standing {
  /** Dense rank by size, 0 the largest. */
  readonly sizeRank: number;
  /** Dense rank by size, 0 the smallest. */
  readonly sizeRankUp: number;
  /** Objects of the same size, itself included. */
  readonly sizeCount: number;
  /** Objects of equal mask, itself included. */
  readonly shapeCount: number;
  /** Objects of equal mask up to turning and mirroring, itself included. */
  readonly turnedShapeCount: number;
  /** Objects of the same dominant colour, itself included. */
  readonly colourCount: number;
  /** Dense rank from the left by the box's left edge. */
  readonly columnRank: number;
  /** Dense rank from the top by the box's top edge. */
  readonly rowRank: number;
  /** Objects with as many holes, itself included. */
  readonly holesCount: number;
  /** Dense rank by number of holes, 0 the most. */
  readonly holesRank: number;
}

const known = new WeakMap<Segmentation, readonly Standing[]>();

/** The standings of all objects, in the order of `segmentation.objects`; computed once. */
export function standings(segmentation: Segmentation): readonly Standing[] {
  const seen = known.get(segmentation);
  if (seen !== undefined) return seen;
  const { objects } = segmentation;
  const rankDown = denseRank(objects, (o) => -o.size);
  const rankUp = denseRank(objects, (o) => o.size);
  const columns = denseRank(objects, (o) => o.x);
  const rows = denseRank(objects, (o) => o.y);
  const holes = denseRank(objects, (o) => -o.holes.count);
  const sizes = tally(objects, (o) => o.size);
  const shapes = tally(objects, (o) => o.shape);
  const turned = tally(objects, (o) => o.turnedShape);
  const colours = tally(objects, (o) => o.colour);
  const holeCounts = tally(objects, (o) => o.holes.count);
  const result = objects.map((o, i): Standing => ({
    sizeRank: rankDown[i]!,
    sizeRankUp: rankUp[i]!,
    sizeCount: sizes.get(o.size)!,
    shapeCount: shapes.get(o.shape)!,
    turnedShapeCount: turned.get(o.turnedShape)!,
    colourCount: colours.get(o.colour)!,
    columnRank: columns[i]!,
    rowRank: rows[i]!,
    holesCount: holeCounts.get(o.holes.count)!,
    holesRank: holes[i]!,
  }));
  known.set(segmentation, result);
  return result;
}

function denseRank(objects: readonly ArcObject[], key: (o: ArcObject) => number): number[] {
  const keys = objects.map(key);
  const order = [...new Set(keys)].sort((a, b) => a - b);
  const rank = new Map(order.map((value, i) => [value, i]));
  return keys.map((value) => rank.get(value)!);
}

function tally<K>(objects: readonly ArcObject[], key: (o: ArcObject) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const o of objects) counts.set(key(o), (counts.get(key(o)) ?? 0) + 1);
  return counts;
}
