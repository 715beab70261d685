/** The largest side of an ARC grid, in cells. */
export const MAX_SIDE = 30;

/**
 * A rectangle of colours 0–9, row-major, with the origin it was cut from.
 *
 * `x`, `y` place the rectangle in its parent's coordinates so that a cut-out can be put back; a task's
 * own grids have origin 0,0. Instances are immutable by convention: nothing writes `cells` after
 * construction. A grid of 0×0 stands for "nothing found".
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "./grid.ts";
 * const grid = Grid.fromRows([[1, 2, 3], [4, 5, 6]]);
 * assertEquals([grid.width, grid.height, grid.at(2, 1)], [3, 2, 6]);
 * assertEquals(grid.toRows(), [[1, 2, 3], [4, 5, 6]]);
 * ```
 */
export class Grid {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
  readonly x: number;
  readonly y: number;
  #hash = -1;

  constructor(width: number, height: number, cells: Uint8Array, x = 0, y = 0) {
    this.width = width;
    this.height = height;
    this.cells = cells;
    this.x = x;
    this.y = y;
  }

  /** A grid of one colour. */
  static filled(width: number, height: number, colour = 0, x = 0, y = 0): Grid {
    const cells = new Uint8Array(width * height);
    if (colour !== 0) cells.fill(colour);
    return new Grid(width, height, cells, x, y);
  }

  /** A grid from already validated rows of equal length. */
  static fromRows(rows: readonly (readonly number[])[]): Grid {
    const height = rows.length;
    const width = rows[0]?.length ?? 0;
    const cells = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) cells.set(rows[y]!, y * width);
    return new Grid(width, height, cells);
  }

  /** Rows of numbers, as ARC files hold them. */
  toRows(): number[][] {
    const rows: number[][] = [];
    for (let y = 0; y < this.height; y++) {
      rows.push(Array.from(this.cells.subarray(y * this.width, (y + 1) * this.width)));
    }
    return rows;
  }

  /** The colour at column `x`, row `y`; the caller keeps both in range. */
  at(x: number, y: number): number {
    return this.cells[y * this.width + x]!;
  }

  /** True when size and cells agree; the origin is not compared. */
  equals(other: Grid): boolean {
    if (this.width !== other.width || this.height !== other.height) return false;
    const a = this.cells, b = other.cells;
    for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
    return true;
  }

  /** The same cells at another origin (cells are shared, not copied). */
  movedTo(x: number, y: number): Grid {
    return x === this.x && y === this.y
      ? this
      : new Grid(this.width, this.height, this.cells, x, y);
  }

  /** A 53-bit hash of size, origin and cells, computed once. */
  get hash(): number {
    if (this.#hash < 0) this.#hash = hashGrid(this);
    return this.#hash;
  }
}

/** Two multiply-xor lanes folded to 53 bits: cheap, and good enough because equal hashes are compared by bytes. */
function hashGrid(grid: Grid): number {
  let a = Math.imul(grid.width, 0x9e3779b1) ^ Math.imul(grid.x + 64, 0x85ebca6b);
  let b = Math.imul(grid.height, 0xc2b2ae35) ^ Math.imul(grid.y + 64, 0x27d4eb2f);
  const cells = grid.cells;
  for (let i = 0; i < cells.length; i++) {
    const c = cells[i]! + 1;
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b + c, 0x9e3779b1) ^ (b >>> 15);
  }
  a ^= a >>> 13;
  b ^= b >>> 16;
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
