import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op } from "../op.ts";
import { countColours } from "./_tally.ts";

/** The one colour per residue class, or `undefined` where a class holds two colours. 0 is unknown. */
function classes(grid: Grid, px: number, py: number, shear: number): Uint8Array | undefined {
  const { width: w, height: h, cells } = grid;
  const table = new Uint8Array(px * py);
  for (let y = 0, i = 0; y < h; y++) {
    const row = (y % py) * px;
    const shift = ((y / py) | 0) * shear;
    for (let x = 0; x < w; x++, i++) {
      const c = cells[i]!;
      if (c === 0) continue;
      const k = row + (x + shift) % px;
      if (table[k] === 0) table[k] = c;
      else if (table[k] !== c) return undefined;
    }
  }
  return table;
}

interface Pattern {
  readonly px: number;
  readonly py: number;
  readonly shear: number;
  readonly table: Uint8Array;
}

/** The pattern of the smallest area (then the narrowest) whose every class is known. */
function smallest(grid: Grid): Pattern | undefined {
  const { width: w, height: h } = grid;
  const known = w * h - countColours(grid)[0]!;
  // Every class of a complete pattern holds a known cell.
  const most = Math.min(known, (w * h) >> 1);
  for (let area = 1; area <= most; area++) {
    for (let px = 1; px <= w && px <= area; px++) {
      const py = area / px;
      if (area % px !== 0 || py > h) continue;
      // A one-line pattern may move on by some cells from row to row.
      for (let shear = 0; shear < (py === 1 ? px : 1); shear++) {
        const table = classes(grid, px, py, shear);
        if (table !== undefined && !table.includes(0)) return { px, py, shear, table };
      }
    }
  }
  return undefined;
}

/** Fills the 0 cells of the smallest repeating pattern that agrees with every other cell. */
function complete(grid: Grid): Grid | undefined {
  const { width: w, height: h } = grid;
  const best = smallest(grid);
  if (best === undefined) return undefined;
  const { px, py, shear, table } = best;
  const out = new Uint8Array(grid.cells.length);
  for (let y = 0, i = 0; y < h; y++) {
    const row = (y % py) * px;
    const shift = ((y / py) | 0) * shear;
    for (let x = 0; x < w; x++, i++) out[i] = table[row + (x + shift) % px]!;
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Primitives about repeating patterns. */
export const periodicOps: readonly Op[] = [
  defineOp({
    name: "complete_pattern",
    doc:
      "The smallest repeating pattern that agrees with every cell that is not 0, over the whole grid.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => complete(grid),
  }),
];
