import type { Grid } from "../grid/grid.ts";

/** The types of the language: one grid, or a list of grids. */
export type ValueType = "grid" | "grids";

/** What a step computes. */
export type Value = Grid | readonly Grid[];

/** The largest area a step may produce, in cells; beyond it the step is not applicable. */
export const MAX_AREA = 40 * 40;
