import type { Grid } from "../grid/grid.ts";
import { backgroundOf } from "./background.ts";
import { ArcObject } from "./arc_object.ts";

/**
 * How cells are grouped: 4- or 8-connected, of one colour (`same`) or of any colours but the background (`any`).
 *
 * The two `all` ways group cells of one colour and count the background's pieces as objects too.
 */
export const SEGMENTATIONS = [
  "same4",
  "same8",
  "any4",
  "any8",
  "all4",
  "all8",
] as const;

/** One of {@linkcode SEGMENTATIONS}. */
export type SegmentationMode = (typeof SEGMENTATIONS)[number];

/** The objects of a grid under one way of grouping. */
export interface Segmentation {
  readonly grid: Grid;
  readonly mode: SegmentationMode;
  readonly background: number;
  /** Per cell the index of its object, −1 where it belongs to none. */
  readonly labels: Int16Array;
  /** In order of their first cell, row by row. */
  readonly objects: readonly ArcObject[];
}

const known = new WeakMap<Grid, Map<string, Segmentation>>();

/**
 * Groups the cells of a grid into objects; a second call with the same grid costs nothing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { segment } from "./segment.ts";
 * const grid = Grid.fromRows([[1, 0, 2], [0, 1, 2]]);
 * assertEquals(segment(grid, "same4").objects.map((o) => o.size), [1, 2, 1]);
 * assertEquals(segment(grid, "same8").objects.map((o) => o.size), [2, 2]);
 * assertEquals(segment(grid, "any8").objects.length, 1);
 * ```
 */
export function segment(
  grid: Grid,
  mode: SegmentationMode,
  background = backgroundOf(grid),
): Segmentation {
  let byMode = known.get(grid);
  if (byMode === undefined) known.set(grid, byMode = new Map());
  const key = `${mode}${background}`;
  let found = byMode.get(key);
  if (found === undefined) byMode.set(key, found = flood(grid, mode, background));
  return found;
}

function flood(grid: Grid, mode: SegmentationMode, background: number): Segmentation {
  const { width: w, height: h, cells } = grid;
  const skips = mode.startsWith("all") ? -1 : background;
  const sameColour = !mode.startsWith("any");
  const diagonal = mode.endsWith("8");
  const labels = new Int16Array(w * h).fill(-1);
  const queue = new Int32Array(w * h);
  const objects: ArcObject[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (labels[start] !== -1 || cells[start] === skips) continue;
    const index = objects.length;
    const colour = cells[start]!;
    let head = 0, tail = 0;
    queue[tail++] = start;
    labels[start] = index;
    while (head < tail) {
      const at = queue[head++]!;
      const x = at % w, y = (at - x) / w;
      for (let dy = y > 0 ? -1 : 0; dy <= 1 && y + dy < h; dy++) {
        for (let dx = x > 0 ? -1 : 0; dx <= 1 && x + dx < w; dx++) {
          if (!diagonal && dx !== 0 && dy !== 0) continue;
          const next = at + dy * w + dx;
          if (labels[next] !== -1) continue;
          const found = cells[next]!;
          if (found === skips || (sameColour && found !== colour)) continue;
          labels[next] = index;
          queue[tail++] = next;
        }
      }
    }
    objects.push(new ArcObject(grid, index, queue.slice(0, tail).sort(), background));
  }
  return { grid, mode, background, labels, objects };
}
