import type { ArcObject } from "../objects/arc_object.ts";
import { type Standing, standings } from "../objects/ranking.ts";
import { contains, type Scene, sharesColumn, sharesRow } from "./scene.ts";

type Trait = (o: ArcObject, standing: Standing, scene: Scene) => number;

const yes = (value: boolean): number => value ? 1 : 0;
const bit = (colour: number, others: Iterable<ArcObject>): number => {
  for (const other of others) if (other.colour === colour) return 1;
  return 0;
};
const kin = (o: ArcObject, scene: Scene): ArcObject[] =>
  scene.objects.filter((p) => p !== o && p.colour === o.colour);
const colours = Array.from({ length: 10 }, (_, colour) => colour);

/** What can be asked of an object: whole numbers, 1 and 0 for yes and no; simplest first. */
export const OBJECT_TRAITS: ReadonlyMap<string, Trait> = new Map<string, Trait>([
  ["colour", (o) => o.colour],
  ["size", (o) => o.size],
  ["largest", (_o, s) => yes(s.sizeRank === 0)],
  ["smallest", (_o, s) => yes(s.sizeRankUp === 0)],
  ["holes", (o) => o.holes.count],
  ["border", (o) => yes(o.borders !== 0)],
  ["full", (o) => yes(o.full)],
  ["square", (o) => yes(o.width === o.height)],
  ["dot", (o) => yes(o.size === 1)],
  ["line", (o) => yes(o.width === 1 || o.height === 1)],
  ["larger_kin", (o, _s, scene) => yes(kin(o, scene).some((p) => p.size > o.size))],
  [
    "kin_in_line",
    (o, _s, scene) => yes(kin(o, scene).some((p) => sharesRow(o, p) || sharesColumn(o, p))),
  ],
  ["width", (o) => o.width],
  ["height", (o) => o.height],
  ["wide", (o) => yes(o.width > o.height)],
  ["tall", (o) => yes(o.height > o.width)],
  ["unique_shape", (_o, s) => yes(s.shapeCount === 1)],
  ["unique_size", (_o, s) => yes(s.sizeCount === 1)],
  ["unique_colour", (_o, s) => yes(s.colourCount === 1)],
  ["shape_count", (_o, s) => s.shapeCount],
  ["turned_shape_count", (_o, s) => s.turnedShapeCount],
  ["same_colour_count", (_o, s) => s.colourCount],
  ["colours", (o) => o.colourCount],
  ["symmetric_x", (o) => o.symmetries & 1],
  ["symmetric_y", (o) => o.symmetries >> 1 & 1],
  ["size_rank", (_o, s) => s.sizeRank],
  ["size_rank_up", (_o, s) => s.sizeRankUp],
  ["most_holes", (_o, s) => yes(s.holesRank === 0)],
  ["leftmost", (_o, s) => yes(s.columnRank === 0)],
  ["topmost", (_o, s) => yes(s.rowRank === 0)],
  ["rightmost", (o, _s, scene) => yes(scene.objects.every((p) => p.x + p.width <= o.x + o.width))],
  ["lowest", (o, _s, scene) => yes(scene.objects.every((p) => p.y + p.height <= o.y + o.height))],
  ["touches", (o, _s, scene) => scene.touching[o.index]!.size],
  ["inside", (o, _s, scene) => yes(scene.objects.some((p) => p !== o && contains(p, o)))],
  ["contains", (o, _s, scene) => scene.objects.filter((p) => p !== o && contains(o, p)).length],
  ["left_half", (o, _s, scene) => yes(2 * o.x + o.width < scene.grid.width)],
  ["upper_half", (o, _s, scene) => yes(2 * o.y + o.height < scene.grid.height)],
  ...colours.map((c): [string, Trait] => [
    `touches_${c}`,
    (o, _s, scene) => bit(c, [...scene.touching[o.index]!].map((k) => scene.objects[k]!)),
  ]),
  ...colours.map((c): [string, Trait] => [
    `in_row_of_${c}`,
    (o, _s, scene) => bit(c, scene.objects.filter((p) => p !== o && sharesRow(o, p))),
  ]),
  ...colours.map((c): [string, Trait] => [
    `in_column_of_${c}`,
    (o, _s, scene) => bit(c, scene.objects.filter((p) => p !== o && sharesColumn(o, p))),
  ]),
  ...colours.map((c): [string, Trait] => [`has_${c}`, (o) => o.colourMask >> c & 1]),
]);

const known = new WeakMap<Scene, Map<string, Int16Array>>();

/**
 * A trait's value for every object of a scene; computed once.
 *
 * @throws {RangeError} when there is no such trait.
 */
export function traitValues(scene: Scene, name: string): Int16Array {
  let byName = known.get(scene);
  if (byName === undefined) known.set(scene, byName = new Map());
  let values = byName.get(name);
  if (values === undefined) {
    const trait = OBJECT_TRAITS.get(name);
    if (trait === undefined) {
      throw new RangeError(`Expected the name of an object trait but found "${name}"`);
    }
    const ranks = standings(scene.segmentation);
    values = Int16Array.from(scene.objects, (o, i) => trait(o, ranks[i]!, scene));
    byName.set(name, values);
  }
  return values;
}
