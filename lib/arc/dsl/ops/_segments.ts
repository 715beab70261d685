import { Grid } from "../../grid/grid.ts";
import { backgroundOf } from "./_background.ts";
import { panelBoxes } from "./_panel_boxes.ts";

/** The ways to take a grid apart: objects of one colour or of several, joined by edges (4) or corners too (8), background regions, colours, panels between lines, equal parts. */
export const SEGMENTATIONS = [
  "same4",
  "same8",
  "multi4",
  "multi8",
  "colours",
  "regions",
  "lines",
  "parts1x2",
  "parts2x1",
  "parts1x3",
  "parts3x1",
  "parts2x2",
  "parts3x3",
  "parts1x4",
  "parts4x1",
] as const;

/** One of {@linkcode SEGMENTATIONS}. */
export type Segmentation = (typeof SEGMENTATIONS)[number];

/** A piece of a grid: its box in the grid's coordinates and the row-major indices of its cells. */
export interface Segment {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly cells: readonly number[];
  /** The commonest colour of its cells; the background when it has none. */
  readonly colour: number;
}

/** The pieces of a grid in reading order of their first cells, and for each cell its piece or −1. */
export interface Segments {
  readonly list: readonly Segment[];
  readonly labels: Int16Array;
}

const known = new WeakMap<Grid, Map<Segmentation, Segments>>();

/** Takes a grid apart; remembered per grid. */
export function segmentsOf(grid: Grid, kind: Segmentation): Segments {
  let byKind = known.get(grid);
  if (byKind === undefined) known.set(grid, byKind = new Map());
  let segments = byKind.get(kind);
  if (segments === undefined) byKind.set(kind, segments = segment(grid, kind));
  return segments;
}

function segment(grid: Grid, kind: Segmentation): Segments {
  const background = backgroundOf(grid);
  const cells = grid.cells;
  switch (kind) {
    case "same4":
    case "same8":
      return connected(grid, kind === "same8", (a, b) => a === b, (c) => c !== background);
    case "multi4":
    case "multi8":
      return connected(grid, kind === "multi8", () => true, (c) => c !== background);
    case "regions":
      return connected(grid, false, () => true, (c) => c === background);
    case "colours": {
      const groups = new Map<number, number[]>();
      cells.forEach((c, i) => {
        if (c === background) return;
        const group = groups.get(c);
        if (group === undefined) groups.set(c, [i]);
        else group.push(i);
      });
      return collect(grid, [...groups.values()]);
    }
    default: {
      const list = panelBoxes(grid, kind).map((box): Segment => {
        const inside: number[] = [];
        for (let y = box.y; y < box.y + box.height; y++) {
          for (let x = box.x; x < box.x + box.width; x++) {
            if (cells[y * grid.width + x] !== background) inside.push(y * grid.width + x);
          }
        }
        return { ...box, cells: inside, colour: mainColour(grid, inside) };
      });
      return { list, labels: labelsOf(grid, list) };
    }
  }
}

function connected(
  grid: Grid,
  corners: boolean,
  joins: (a: number, b: number) => boolean,
  takes: (colour: number) => boolean,
): Segments {
  const { width, height, cells } = grid;
  const seen = new Uint8Array(cells.length);
  const groups: number[][] = [];
  for (let start = 0; start < cells.length; start++) {
    if (seen[start] === 1 || !takes(cells[start]!)) continue;
    const group = [start];
    seen[start] = 1;
    for (let k = 0; k < group.length; k++) {
      const at = group[k]!, x = at % width, y = (at - x) / width;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          if ((dx === 0 && dy === 0) || (!corners && dx !== 0 && dy !== 0)) continue;
          const nx = x + dx, ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (seen[next] === 1 || !takes(cells[next]!) || !joins(cells[at]!, cells[next]!)) {
            continue;
          }
          seen[next] = 1;
          group.push(next);
        }
      }
    }
    groups.push(group);
  }
  return collect(grid, groups);
}

function collect(grid: Grid, groups: readonly number[][]): Segments {
  const list = groups.map((group): Segment => {
    const sorted = group.sort((a, b) => a - b);
    let left = grid.width, right = -1;
    for (const i of sorted) {
      const x = i % grid.width;
      if (x < left) left = x;
      if (x > right) right = x;
    }
    const top = Math.floor(sorted[0]! / grid.width);
    const bottom = Math.floor(sorted[sorted.length - 1]! / grid.width);
    return {
      x: left,
      y: top,
      width: right - left + 1,
      height: bottom - top + 1,
      cells: sorted,
      colour: mainColour(grid, sorted),
    };
  });
  return { list, labels: labelsOf(grid, list) };
}

function labelsOf(grid: Grid, list: readonly Segment[]): Int16Array {
  const labels = new Int16Array(grid.cells.length).fill(-1);
  list.forEach((piece, k) => {
    for (const i of piece.cells) labels[i] = k;
  });
  return labels;
}

function mainColour(grid: Grid, indices: readonly number[]): number {
  if (indices.length === 0) return backgroundOf(grid);
  const counts = new Array<number>(10).fill(0);
  for (const i of indices) counts[grid.cells[i]!]!++;
  let best = 0;
  for (let c = 1; c < 10; c++) if (counts[c]! > counts[best]!) best = c;
  return best;
}

/** Cuts a piece out: everything in its box, or with `only` its own cells on the background. */
export function cutOut(grid: Grid, piece: Segment, only: boolean): Grid {
  const out = new Uint8Array(piece.width * piece.height).fill(backgroundOf(grid));
  if (only) {
    for (const i of piece.cells) {
      const x = i % grid.width, y = (i - x) / grid.width;
      out[(y - piece.y) * piece.width + x - piece.x] = grid.cells[i]!;
    }
  } else {
    for (let y = 0; y < piece.height; y++) {
      const from = (piece.y + y) * grid.width + piece.x;
      out.set(grid.cells.subarray(from, from + piece.width), y * piece.width);
    }
  }
  return new Grid(piece.width, piece.height, out);
}
