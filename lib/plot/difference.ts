/** Rows of colours 0–9 as ARC files hold them. */
export type Rows = readonly (readonly number[])[];

/** One cell of a comparison; a colour is absent where that grid does not reach. */
export interface CellDifference {
  readonly expected?: number;
  readonly predicted?: number;
  readonly same: boolean;
}

/**
 * Lays a prediction over the expected grid, corner on corner, in the size that holds both.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compareRows } from "./difference.ts";
 * assertEquals(compareRows([[1, 2]], [[1]]), [[
 *   { expected: 1, predicted: 1, same: true },
 *   { expected: 2, same: false },
 * ]]);
 * ```
 */
export function compareRows(expected: Rows, predicted: Rows): CellDifference[][] {
  const height = Math.max(expected.length, predicted.length);
  const width = Math.max(0, ...expected.map((r) => r.length), ...predicted.map((r) => r.length));
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const want = expected[y]?.[x];
      const got = predicted[y]?.[x];
      return {
        ...(want !== undefined && { expected: want }),
        ...(got !== undefined && { predicted: got }),
        same: want === got,
      };
    }));
}

/** How many cells of a comparison are wrong. */
export function wrongCells(cells: readonly (readonly CellDifference[])[]): number {
  return cells.flat().filter((cell) => !cell.same).length;
}
