import type { Grid } from "../grid/grid.ts";
import type { ArcObject } from "../objects/arc_object.ts";
import { segment, type Segmentation, type SegmentationMode } from "../objects/segment.ts";

/** A grid with its objects and how they lie to each other. */
export interface Scene {
  readonly grid: Grid;
  readonly background: number;
  readonly objects: readonly ArcObject[];
  readonly segmentation: Segmentation;
  /** Per object the indexes of the objects it touches by side or corner. */
  readonly touching: readonly ReadonlySet<number>[];
}

const known = new WeakMap<Segmentation, Scene>();

/** The scene of a grid under one way of grouping; computed once. */
export function sceneOf(grid: Grid, mode: SegmentationMode): Scene {
  const segmentation = segment(grid, mode);
  let scene = known.get(segmentation);
  if (scene === undefined) {
    const { background, objects } = segmentation;
    scene = { grid, background, objects, segmentation, touching: touchingOf(segmentation) };
    known.set(segmentation, scene);
  }
  return scene;
}

function touchingOf(segmentation: Segmentation): ReadonlySet<number>[] {
  const { grid: { width: w, height: h }, labels, objects } = segmentation;
  return objects.map((o) => {
    const found = new Set<number>();
    for (const cell of o.cells) {
      const x = cell % w, y = (cell - x) / w;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(h - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(w - 1, x + 1); nx++) {
          const other = labels[ny * w + nx]!;
          if (other >= 0 && other !== o.index) found.add(other);
        }
      }
    }
    return found;
  });
}

/** True when the boxes share a column. */
export function sharesColumn(a: ArcObject, b: ArcObject): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width;
}

/** True when the boxes share a row. */
export function sharesRow(a: ArcObject, b: ArcObject): boolean {
  return a.y < b.y + b.height && b.y < a.y + a.height;
}

/** True when b's box lies strictly inside a's. */
export function contains(a: ArcObject, b: ArcObject): boolean {
  return b.x > a.x && b.y > a.y && b.x + b.width < a.x + a.width &&
    b.y + b.height < a.y + a.height;
}

/** Cells between two boxes: the larger of the horizontal and vertical gap, 0 when they meet or overlap. */
export function gapBetween(a: ArcObject, b: ArcObject): number {
  const across = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width), 0);
  const along = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height), 0);
  return Math.max(across, along);
}

/** The object nearest to one, by box gap, then by list order, among those that pass. */
export function nearest(
  scene: Scene,
  o: ArcObject,
  passes: (other: ArcObject) => boolean,
): ArcObject | undefined {
  let best: ArcObject | undefined;
  for (const other of scene.objects) {
    if (other === o || !passes(other)) continue;
    if (best === undefined || gapBetween(o, other) < gapBetween(o, best)) best = other;
  }
  return best;
}
