import type { Grid } from "../../grid/grid.ts";
import { type Segment, type Segmentation, segmentsOf } from "./_segments.ts";

/** What can be measured of a piece among its siblings. */
export const MEASURES = [
  "size",
  "area",
  "width",
  "height",
  "left",
  "top",
  "right",
  "bottom",
  "colours",
  "holes",
  "density",
  "blank",
  "symmetric",
  "symmetric_x",
  "symmetric_y",
  "border",
  "colour",
  "same_shape",
  "same_shape_any_way",
  "same_colour",
  "same_cells",
  "minor",
  "square",
  "full",
  "central",
  "longest",
  "islands",
] as const;

/** One of {@linkcode MEASURES}. */
export type Measure = (typeof MEASURES)[number];

const known = new WeakMap<Grid, Map<string, Int32Array>>();

/** The measure of every piece of a grid, in the pieces' order; remembered per grid. */
export function measureAll(grid: Grid, kind: Segmentation, measure: Measure): Int32Array {
  let byName = known.get(grid);
  if (byName === undefined) known.set(grid, byName = new Map());
  const name = `${kind}/${measure}`;
  let values = byName.get(name);
  if (values === undefined) {
    const { list } = segmentsOf(grid, kind);
    values = Int32Array.from(valuesOf(grid, list, measure));
    byName.set(name, values);
  }
  return values;
}

function valuesOf(grid: Grid, list: readonly Segment[], measure: Measure): number[] {
  switch (measure) {
    case "same_shape":
      return shared(list.map((s) => shapeKey(grid, s)));
    case "same_shape_any_way":
      return shared(list.map((s) => anyWayKey(grid, s)));
    case "same_colour":
      return shared(list.map((s) => String(s.colour)));
    case "same_cells":
      return shared(list.map((s) => cellsKey(grid, s)));
    default:
      return list.map((s) => measureOne(grid, s, measure));
  }
}

function shared(keys: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map((key) => counts.get(key)!);
}

function measureOne(grid: Grid, s: Segment, measure: Measure): number {
  switch (measure) {
    case "size":
      return s.cells.length;
    case "area":
      return s.width * s.height;
    case "width":
      return s.width;
    case "height":
      return s.height;
    case "left":
      return s.x;
    case "top":
      return s.y;
    case "right":
      return s.x + s.width;
    case "bottom":
      return s.y + s.height;
    case "colours":
      return new Set(s.cells.map((i) => grid.cells[i]!)).size;
    case "holes":
      return emptyRegions(grid, s).enclosed;
    case "islands":
      return emptyRegions(grid, s).all;
    case "density":
      return Math.round((1000 * s.cells.length) / (s.width * s.height));
    case "blank":
      return s.width * s.height - s.cells.length;
    case "symmetric":
      return mirrors(grid, s, true) || mirrors(grid, s, false) ? 1 : 0;
    case "symmetric_x":
      return mirrors(grid, s, true) ? 1 : 0;
    case "symmetric_y":
      return mirrors(grid, s, false) ? 1 : 0;
    case "border":
      return touchesBorder(grid, s) ? 1 : 0;
    case "colour":
      return s.colour;
    case "minor":
      return s.cells.reduce((n, i) => n + (grid.cells[i] === s.colour ? 0 : 1), 0);
    case "square":
      return s.width === s.height ? 1 : 0;
    case "full":
      return s.cells.length === s.width * s.height ? 1 : 0;
    case "central":
      return Math.abs(2 * s.x + s.width - grid.width) + Math.abs(2 * s.y + s.height - grid.height);
    default:
      return Math.max(s.width, s.height);
  }
}

function touchesBorder(grid: Grid, s: Segment): boolean {
  return s.x === 0 || s.y === 0 || s.x + s.width === grid.width || s.y + s.height === grid.height;
}

/** The piece in its own box: colour, or −1 where the box is not covered. */
function patch(grid: Grid, s: Segment): Int8Array {
  const out = new Int8Array(s.width * s.height).fill(-1);
  for (const i of s.cells) {
    const x = i % grid.width, y = (i - x) / grid.width;
    out[(y - s.y) * s.width + x - s.x] = grid.cells[i]!;
  }
  return out;
}

/** Equal for pieces that cover the same cells of equal boxes. */
export function shapeKey(grid: Grid, s: Segment): string {
  return `${s.width}:${patch(grid, s).map((c) => (c < 0 ? 0 : 1)).join("")}`;
}

function cellsKey(grid: Grid, s: Segment): string {
  return `${s.width}:${patch(grid, s).join(",")}`;
}

/** Equal for pieces whose shapes agree under one of the eight symmetries. */
export function anyWayKey(grid: Grid, s: Segment): string {
  const cells = patch(grid, s);
  const { width: w, height: h } = s;
  let best: string | undefined;
  for (let m = 0; m < 8; m++) {
    const swap = (m & 4) !== 0;
    const width = swap ? h : w, height = swap ? w : h;
    let key = `${width}:`;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const u = swap ? y : x, v = swap ? x : y;
        const px = (m & 1) !== 0 ? w - 1 - u : u, py = (m & 2) !== 0 ? h - 1 - v : v;
        key += cells[py * w + px]! < 0 ? "0" : "1";
      }
    }
    if (best === undefined || key < best) best = key;
  }
  return best!;
}

function mirrors(grid: Grid, s: Segment, leftRight: boolean): boolean {
  const cells = patch(grid, s);
  for (let y = 0; y < s.height; y++) {
    for (let x = 0; x < s.width; x++) {
      const other = leftRight ? y * s.width + s.width - 1 - x : (s.height - 1 - y) * s.width + x;
      if (cells[y * s.width + x] !== cells[other]) return false;
    }
  }
  return true;
}

/** How many edge-connected empty regions a piece's box holds, and how many of them do not reach its rim. */
function emptyRegions(grid: Grid, s: Segment): { all: number; enclosed: number } {
  const cells = patch(grid, s);
  const seen = new Uint8Array(cells.length);
  let all = 0, enclosed = 0;
  for (let start = 0; start < cells.length; start++) {
    if (cells[start]! >= 0 || seen[start] === 1) continue;
    let open = false;
    const queue = [start];
    seen[start] = 1;
    for (const at of queue) {
      const x = at % s.width, y = (at - x) / s.width;
      if (x === 0 || y === 0 || x === s.width - 1 || y === s.height - 1) open = true;
      const next = [x > 0 ? at - 1 : -1, x < s.width - 1 ? at + 1 : -1, at - s.width, at + s.width];
      for (const n of next) {
        if (n < 0 || n >= cells.length || cells[n]! >= 0 || seen[n] === 1) continue;
        seen[n] = 1;
        queue.push(n);
      }
    }
    all++;
    if (!open) enclosed++;
  }
  return { all, enclosed };
}

/** The measure turned to its place among the siblings: 0 for the greatest, equal values share a place. */
export function placesOf(values: Int32Array, ascending = false): Int32Array {
  const distinct = [...new Set(values)].sort((a, b) => (ascending ? a - b : b - a));
  return values.map((v) => distinct.indexOf(v));
}
