import type { Grid } from "../grid/grid.ts";

/** Stands for "no such cell" in a colour feature. */
export const NO_COLOUR = 10;

/** The largest value of a number feature; larger ones are clamped. */
export const MAX_NUMBER = 63;

/** What one feature of a cell is. */
export interface Feature {
  readonly name: string;
  /** Colours are 0–9 or {@linkcode NO_COLOUR}; numbers are 0–63, flags 0 or 1. */
  readonly kind: "colour" | "number";
  /** True when turning or mirroring the grid turns or mirrors the feature's values and nothing more. */
  readonly invariant: boolean;
  /** How far-fetched it is: learners prefer small numbers. */
  readonly cost: number;
}

/** Features that are computed together; `fill` writes one value per cell, row by row, into each column. */
export interface FeatureGroup {
  readonly features: readonly Feature[];
  fill(grid: Grid, columns: readonly Uint8Array[]): void;
}

/** Feature shapes from short texts: `"c name"` a colour, `"n name"` a number, a trailing `*` marks an invariant one. */
export function declare(cost: number, ...lines: readonly string[]): Feature[] {
  return lines.map((line) => {
    const invariant = line.endsWith("*");
    return {
      name: invariant ? line.slice(2, -1) : line.slice(2),
      kind: line.startsWith("c ") ? "colour" : "number",
      invariant,
      cost,
    };
  });
}

/** A number as a feature value. */
export function clamp(value: number): number {
  return value < 0 ? 0 : value > MAX_NUMBER ? MAX_NUMBER : value;
}
