import type { Evaluation } from "../dsl/evaluate.ts";
import type { Grid } from "../grid/grid.ts";
import type { PairVerdict } from "./verdict.ts";

/** The colours of a grid as a bit set, bit c for colour c. */
export function paletteOf(grid: Grid): number {
  let bits = 0;
  for (const colour of grid.cells) bits |= 1 << colour;
  return bits;
}

/**
 * Compares what a program made of one train input with the expected output.
 *
 * `shapeOk`: width and height agree. `paletteOk`: the set of colours that occur is the same, whatever the
 * sizes. `cellAccuracy`: share of equal cells, 0 where sizes differ. `errorType` is the first of
 * `runtime` (no grid came out), `shape`, `palette`, `cells` that holds, else `ok`.
 */
export function judgePair(evaluation: Evaluation, expected: Grid): PairVerdict {
  if (evaluation.kind === "failed") {
    const message = `step ${evaluation.step}: ${evaluation.message}`;
    return { shapeOk: false, paletteOk: false, cellAccuracy: 0, errorType: "runtime", message };
  }
  const grid = evaluation.grid;
  const paletteOk = paletteOf(grid) === paletteOf(expected);
  if (grid.width !== expected.width || grid.height !== expected.height) {
    return { shapeOk: false, paletteOk, cellAccuracy: 0, errorType: "shape" };
  }
  let equal = 0;
  const total = expected.cells.length;
  for (let i = 0; i < total; i++) if (grid.cells[i] === expected.cells[i]) equal++;
  const errorType = equal === total ? "ok" : paletteOk ? "cells" : "palette";
  return { shapeOk: true, paletteOk, cellAccuracy: total === 0 ? 1 : equal / total, errorType };
}
