import type { Grid } from "../grid/grid.ts";
import { colourCounts } from "../objects/background.ts";

/** Colours of a grid in ascending order. */
export function coloursOf(grid: Grid): number[] {
  const colours: number[] = [];
  colourCounts(grid).forEach((count, colour) => {
    if (count > 0) colours.push(colour);
  });
  return colours;
}

/** True when both lists hold the same numbers in the same order. */
export function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
