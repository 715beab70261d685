import { Grid } from "../../grid/grid.ts";

/** How often each colour 0–9 occurs. */
export function countColours(grid: Grid): Int32Array {
  const counts = new Int32Array(10);
  const cells = grid.cells;
  for (let i = 0; i < cells.length; i++) counts[cells[i]!]!++;
  return counts;
}

/** The most frequent colour other than 0, the lowest on a tie; 0 where there is none. */
export function majorityColour(grid: Grid): number {
  const counts = countColours(grid);
  let best = 0;
  for (let c = 1; c < 10; c++) {
    if (counts[c]! > 0 && (best === 0 || counts[c]! > counts[best]!)) best = c;
  }
  return best;
}

/** The smallest rectangle around the cells that are not 0, in the grid's own columns and rows. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The box of what is not 0, or `undefined` where all is 0. */
export function contentBox(grid: Grid): Box | undefined {
  const { width: w, height: h, cells } = grid;
  let left = w, right = -1, top = -1, bottom = -1;
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      if (cells[i] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top < 0) top = y;
      bottom = y;
    }
  }
  return right < 0 ? undefined : { left, top, right, bottom };
}

/** A rectangle cut out of a grid, placed where it was. */
export function cutOut(grid: Grid, left: number, top: number, width: number, height: number): Grid {
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * grid.width + left;
    for (let x = 0; x < width; x++) out[y * width + x] = grid.cells[from + x]!;
  }
  return new Grid(width, height, out, grid.x + left, grid.y + top);
}
