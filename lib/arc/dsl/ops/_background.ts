import type { Grid } from "../../grid/grid.ts";

const known = new WeakMap<Grid, number>();

/** How often each of the ten colours occurs. */
export function colourCounts(grid: Grid): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const c of grid.cells) counts[c]!++;
  return counts;
}

/** The background of a grid: black where it covers a fifth of the cells, otherwise the commonest colour. */
export function backgroundOf(grid: Grid): number {
  const cached = known.get(grid);
  if (cached !== undefined) return cached;
  const counts = colourCounts(grid);
  let best = 0;
  if (counts[0]! * 5 < grid.cells.length) {
    for (let c = 1; c < 10; c++) if (counts[c]! > counts[best]!) best = c;
  }
  known.set(grid, best);
  return best;
}

/** Colours by how often they occur, commonest first; ties go to the smaller colour; absent ones are left out. */
export function coloursByCount(grid: Grid): number[] {
  const counts = colourCounts(grid);
  const present = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((c) => counts[c]! > 0);
  return present.sort((a, b) => counts[b]! - counts[a]! || a - b);
}
