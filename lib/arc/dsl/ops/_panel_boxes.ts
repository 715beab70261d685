import type { Grid } from "../../grid/grid.ts";
import { backgroundOf } from "./_background.ts";

/** A rectangle in a grid's coordinates, in cells. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The panels of a grid in reading order: between full lines of one colour (`lines`), or equal parts `parts<columns>x<rows>`, with or without one-cell lines between; none where it cannot be split so. */
export function panelBoxes(grid: Grid, kind: string): Box[] {
  if (kind === "lines") return betweenLines(grid);
  const [columns, rows] = kind.slice("parts".length).split("x").map(Number) as [number, number];
  const widths = stretches(grid.width, columns);
  const heights = stretches(grid.height, rows);
  return crossed(widths, heights);
}

/** Full rows and columns of the separator colour: the colour other than the background with the most full lines. */
export function separatorLines(
  grid: Grid,
): { colour: number; columns: number[]; rows: number[] } | undefined {
  const { width, height, cells } = grid;
  const background = backgroundOf(grid);
  let best: { colour: number; columns: number[]; rows: number[] } | undefined;
  for (let colour = 0; colour < 10; colour++) {
    const rows: number[] = [], columns: number[] = [];
    for (let y = 0; y < height; y++) {
      let full = true;
      for (let x = 0; x < width && full; x++) full = cells[y * width + x] === colour;
      if (full) rows.push(y);
    }
    for (let x = 0; x < width; x++) {
      let full = true;
      for (let y = 0; y < height && full; y++) full = cells[y * width + x] === colour;
      if (full) columns.push(x);
    }
    const count = rows.length + columns.length;
    if (count === 0 || rows.length === height || columns.length === width) continue;
    const bestCount = best === undefined ? 0 : best.rows.length + best.columns.length;
    const wins = best === undefined || (best.colour === background && colour !== background) ||
      (count > bestCount && colour !== background);
    if (wins) best = { colour, columns, rows };
  }
  return best;
}

function betweenLines(grid: Grid): Box[] {
  const lines = separatorLines(grid);
  if (lines === undefined) return [];
  return crossed(gaps(grid.width, lines.columns), gaps(grid.height, lines.rows));
}

function gaps(length: number, lines: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  let from = 0;
  for (const line of [...lines, length]) {
    if (line > from) out.push([from, line - from]);
    from = line + 1;
  }
  return out;
}

function stretches(length: number, parts: number): [number, number][] {
  const gap = length % parts === 0 ? 0 : 1;
  const size = (length - gap * (parts - 1)) / parts;
  if (!Number.isInteger(size) || size < 1) return [];
  return Array.from({ length: parts }, (_, k): [number, number] => [k * (size + gap), size]);
}

function crossed(
  columns: readonly [number, number][],
  rows: readonly [number, number][],
): Box[] {
  return rows.flatMap(([y, height]) => columns.map(([x, width]) => ({ x, y, width, height })));
}
