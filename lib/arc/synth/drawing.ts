import type { Prng } from "../../substrate/values/prng.ts";
import { Grid } from "../grid/grid.ts";
import { Canvas, gridOf } from "./canvas.ts";

/** Distinct colours from 1–9, none of them in `except`. */
export function drawColours(prng: Prng, count: number, except: readonly number[] = []): number[] {
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((colour) => !except.includes(colour));
  return prng.shuffled(free).slice(0, count);
}

/** One colour from 1–9 that is not in `except`. */
export function drawColour(prng: Prng, except: readonly number[] = []): number {
  return drawColours(prng, 1, except)[0]!;
}

/** A grid in which each cell has one of the colours with probability `density`, else 0. */
export function scatter(
  prng: Prng,
  width: number,
  height: number,
  colours: readonly number[],
  density: number,
): Grid {
  return gridOf(width, height, () => prng.next() < density ? prng.pick(colours) : 0);
}

/** A 4-connected shape of `size` cells of one colour that fits the given box, cut to its own box. */
export function blob(
  prng: Prng,
  maxWidth: number,
  maxHeight: number,
  size: number,
  colour: number,
): Grid {
  const canvas = new Canvas(maxWidth, maxHeight);
  canvas.set(prng.below(maxWidth), prng.below(maxHeight), colour);
  const wanted = Math.min(size, maxWidth * maxHeight);
  for (let count = 1; count < wanted; count++) {
    const rim: [number, number][] = [];
    canvas.each((x, y, c) => {
      const near = Math.max(
        canvas.get(x - 1, y),
        canvas.get(x + 1, y),
        canvas.get(x, y - 1),
        canvas.get(x, y + 1),
      );
      if (c === 0 && near > 0) rim.push([x, y]);
    });
    const [x, y] = prng.pick(rim);
    canvas.set(x, y, colour);
  }
  return trim(canvas.toGrid());
}

/** The part of a grid inside the box around its cells that are not 0. */
export function trim(grid: Grid): Grid {
  let [left, top, right, bottom] = [grid.width, grid.height, -1, -1];
  for (let y = 0; y < grid.height; y++) {
    for (let x = 0; x < grid.width; x++) {
      if (grid.at(x, y) === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return cut(grid, left, top, right - left + 1, bottom - top + 1);
}

/** A rectangle of a grid, with origin 0,0. */
export function cut(grid: Grid, left: number, top: number, width: number, height: number): Grid {
  return gridOf(width, height, (x, y) => grid.at(left + x, top + y));
}

/** The same shape in other colours. */
export function recolour(grid: Grid, change: (colour: number) => number): Grid {
  return new Grid(grid.width, grid.height, grid.cells.map(change));
}

/** Where a thing was put. */
export interface Placed {
  readonly stamp: Grid;
  readonly x: number;
  readonly y: number;
}

/**
 * Puts stamps at random places so that none comes within `gap` cells of anything drawn.
 *
 * @returns the places in order, or `null` when one did not fit after many tries.
 */
export function placeApart(
  prng: Prng,
  canvas: Canvas,
  stamps: readonly Grid[],
  gap = 1,
): Placed[] | null {
  const placed: Placed[] = [];
  for (const stamp of stamps) {
    const spot = findSpot(prng, canvas, stamp, gap);
    if (spot === null) return null;
    canvas.paste(stamp, spot.x, spot.y);
    placed.push(spot);
  }
  return placed;
}

function findSpot(prng: Prng, canvas: Canvas, stamp: Grid, gap: number): Placed | null {
  if (stamp.width > canvas.width || stamp.height > canvas.height) return null;
  for (let attempt = 0; attempt < 50; attempt++) {
    const x = prng.below(canvas.width - stamp.width + 1);
    const y = prng.below(canvas.height - stamp.height + 1);
    if (canvas.isFree(x, y, stamp.width, stamp.height, gap)) return { stamp, x, y };
  }
  return null;
}

/** The seven motions and staying put: bit 0 mirrors columns, bit 1 rows, bit 2 swaps rows and columns last. */
export function moved(grid: Grid, motion: number): Grid {
  const swaps = (motion & 4) !== 0;
  const { width: w, height: h } = grid;
  return gridOf(swaps ? h : w, swaps ? w : h, (x, y) => {
    const [sx, sy] = swaps ? [y, x] : [x, y];
    return grid.at(motion & 1 ? w - 1 - sx : sx, motion & 2 ? h - 1 - sy : sy);
  });
}

/** Number of cells that are not 0. */
export function inked(grid: Grid): number {
  let count = 0;
  for (const cell of grid.cells) if (cell !== 0) count++;
  return count;
}
