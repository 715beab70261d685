import type { Grid } from "../grid/grid.ts";

const known = new WeakMap<Grid, number>();

/** How many cells have each of the colours 0–9. */
export function colourCounts(grid: Grid): Uint16Array {
  const counts = new Uint16Array(10);
  for (const colour of grid.cells) counts[colour]!++;
  return counts;
}

/**
 * The colour taken for background: 0 unless it is rare, else the most frequent one.
 *
 * Black counts as rare when some colour covers more than five times as many cells. Ties go to the lower colour.
 */
export function backgroundOf(grid: Grid): number {
  const seen = known.get(grid);
  if (seen !== undefined) return seen;
  const counts = colourCounts(grid);
  let most = 0;
  for (let colour = 1; colour < 10; colour++) if (counts[colour]! > counts[most]!) most = colour;
  const background = counts[0]! * 5 >= counts[most]! ? 0 : most;
  known.set(grid, background);
  return background;
}
