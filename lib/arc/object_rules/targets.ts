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

/** The cells between an object and the nearest one of a colour (−1: its own) on each of its four sides. */
export function wayTo(scene: Scene, o: ArcObject, colour: Ink): number[] {
  const w = scene.grid.width;
  const wanted = colour < 0 ? o.colour : colour;
  const cells: number[] = [];
  for (const ahead of [false, true]) {
    const beside = nearest(
      scene,
      o,
      (p) => p.colour === wanted && sharesRow(o, p) && (ahead ? p.x > o.x : p.x < o.x),
    );
    if (beside !== undefined) {
      const from = ahead ? o.x + o.width : beside.x + beside.width;
      const to = ahead ? beside.x : o.x;
      const top = Math.max(o.y, beside.y);
      const bottom = Math.min(o.y + o.height, beside.y + beside.height);
      for (let y = top; y < bottom; y++) for (let x = from; x < to; x++) cells.push(y * w + x);
    }
    const above = nearest(
      scene,
      o,
      (p) => p.colour === wanted && sharesColumn(o, p) && (ahead ? p.y > o.y : p.y < o.y),
    );
    if (above !== undefined) {
      const from = ahead ? o.y + o.height : above.y + above.height;
      const to = ahead ? above.y : o.y;
      const left = Math.max(o.x, above.x);
      const right = Math.min(o.x + o.width, above.x + above.width);
      for (let x = left; x < right; x++) for (let y = from; y < to; y++) cells.push(y * w + x);
    }
  }
  return cells;
}
