import { applyMotion, MOTIONS } from "../../dsl/ops/rigid.ts";
import { backgroundOf } from "../../dsl/ops/_background.ts";
import type { Grid } from "../../grid/grid.ts";
import type { Base, Bench } from "./_bench.ts";

/** The motion of every tile (−1: background) when each output is the base's value laid out `columns` by `rows`. */
export function deriveTiles(
  bench: Bench,
  base: Base,
  columns: number,
  rows: number,
): number[] | undefined {
  const motions: number[] = [];
  const views = bench.outputs.map((_, p) => MOTIONS.map((m) => applyMotion(base.grids[p]!, m)));
  if (!bench.spend(8 * bench.outputs.length)) return undefined;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const motion = MOTIONS.findIndex((_, m) =>
        bench.outputs.every((output, p) =>
          isTile(output, views[p]![m]!, base.grids[p]!, column, row)
        )
      );
      if (motion >= 0) motions.push(motion);
      else if (bench.outputs.every((output, p) => isBlank(output, base.grids[p]!, column, row))) {
        motions.push(-1);
      } else return undefined;
    }
  }
  return motions.some((m) => m >= 0) ? motions : undefined;
}

function isTile(output: Grid, view: Grid, from: Grid, column: number, row: number): boolean {
  if (view.width !== from.width || view.height !== from.height) return false;
  const x0 = column * from.width, y0 = row * from.height;
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < from.width; x++) {
      if (output.at(x0 + x, y0 + y) !== view.at(x, y)) return false;
    }
  }
  return true;
}

function isBlank(output: Grid, from: Grid, column: number, row: number): boolean {
  const background = backgroundOf(from);
  const x0 = column * from.width, y0 = row * from.height;
  for (let y = 0; y < from.height; y++) {
    for (let x = 0; x < from.width; x++) {
      if (output.at(x0 + x, y0 + y) !== background) return false;
    }
  }
  return true;
}
