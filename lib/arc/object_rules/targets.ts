import type { ArcObject } from "../objects/arc_object.ts";
import { segment } from "../objects/segment.ts";
import type { Ink } from "./action.ts";
import { gapBetween, nearest, type Scene, sharesColumn, sharesRow } from "./scene.ts";

/** The nearest object of a colour (−1: a larger one of the object's own) that shares a row or column. */
function straightTarget(scene: Scene, o: ArcObject, colour: Ink): ArcObject | undefined {
  return nearest(
    scene,
    o,
    (p) =>
      (colour < 0 ? p.colour === o.colour && p.size > o.size : p.colour === colour) &&
      (sharesRow(o, p) || sharesColumn(o, p)),
  );
}

/** The steps straight to that object, up to touching it; none where there is no such object. */
export function approachSteps(
  scene: Scene,
  o: ArcObject,
  colour: Ink,
): readonly [number, number] {
  const target = straightTarget(scene, o, colour);
  if (target === undefined) return [0, 0];
  const gap = gapBetween(o, target);
  if (sharesRow(o, target)) return [target.x > o.x ? gap : -gap, 0];
  return [0, target.y > o.y ? gap : -gap];
}

/** The steps that bring a box's first row (or column) level with that of the nearest object of a colour. */
export function alignSteps(
  scene: Scene,
  o: ArcObject,
  along: "rows" | "columns",
  colour: number,
): readonly [number, number] {
  const target = nearest(scene, o, (p) => p.colour === colour);
  if (target === undefined) return [0, 0];
  return along === "rows" ? [0, target.y - o.y] : [target.x - o.x, 0];
}

/** The first piece of background, cut off from the border, that has the object's shape. */
export function gapOfShape(scene: Scene, o: ArcObject): ArcObject | undefined {
  return segment(scene.grid, "all4", scene.background).objects.find((p) =>
    p.colour === scene.background && p.borders === 0 && p.shape === o.shape
  );
}

/** The cells between an object and the nearest straight one of a colour, in the lines its own cells face. */
export function wayTo(scene: Scene, o: ArcObject, colour: Ink): number[] {
  const w = scene.grid.width;
  const passes = (p: ArcObject): boolean => p.colour === (colour < 0 ? o.colour : colour);
  const target = nearest(scene, o, (p) => passes(p) && (sharesRow(o, p) || sharesColumn(o, p)));
  if (target === undefined) return [];
  const cells: number[] = [];
  if (sharesRow(o, target)) {
    const from = target.x > o.x ? o.x + o.width : target.x + target.width;
    const to = target.x > o.x ? target.x : o.x;
    for (let y = o.y; y < o.y + o.height; y++) {
      if (y < target.y || y >= target.y + target.height) continue;
      for (let x = from; x < to; x++) cells.push(y * w + x);
    }
    return cells;
  }
  const from = target.y > o.y ? o.y + o.height : target.y + target.height;
  const to = target.y > o.y ? target.y : o.y;
  for (let x = o.x; x < o.x + o.width; x++) {
    if (x < target.x || x >= target.x + target.width) continue;
    for (let y = from; y < to; y++) cells.push(y * w + x);
  }
  return cells;
}
