import { Grid, MAX_SIDE } from "../grid/grid.ts";
import { badInput, Described, type Place } from "./place.ts";

/**
 * Turns rows of numbers into a `Grid`, checking every row and cell.
 *
 * `path` is the field path an error names, such as `train[0].input`. Hand-written rather than a zod
 * schema because a batch holds millions of cells and the error must name the one that is wrong.
 *
 * @throws {UserError} when rows are not 1–30 of equal length 1–30, or a cell is not an integer 0–9.
 */
export function parseGrid(value: unknown, place: Place, path: string): Grid {
  if (!Array.isArray(value)) throw badInput(place, path, "a grid (rows of cells)", value);
  const rows: readonly unknown[] = value;
  const height = rows.length;
  if (height < 1 || height > MAX_SIDE) {
    throw badInput(place, path, `1–${MAX_SIDE} rows`, height);
  }
  const first = rows[0];
  const width = Array.isArray(first) ? first.length : 0;
  const cells = new Uint8Array(width * height);
  let at = 0;
  for (let y = 0; y < height; y++) {
    const row = rows[y];
    if (!Array.isArray(row)) throw badInput(place, `${path}[${y}]`, "a row of cells", row);
    if (row.length < 1 || row.length > MAX_SIDE) {
      throw badInput(place, `${path}[${y}]`, `1–${MAX_SIDE} columns`, row.length);
    }
    if (row.length !== width) {
      const lengths = new Described(`${width}, ${row.length}`);
      throw badInput(place, path, "rows of equal length", lengths);
    }
    for (let x = 0; x < width; x++) {
      const cell: unknown = row[x];
      if (typeof cell !== "number" || !Number.isInteger(cell) || cell < 0 || cell > 9) {
        throw badInput(place, `${path}[${y}][${x}]`, "a cell 0–9", cell);
      }
      cells[at++] = cell;
    }
  }
  return new Grid(width, height, cells);
}
