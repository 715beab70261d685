import { Grid } from "../grid/grid.ts";
import { type Holes, holesOf, shapeKey, symmetriesOf } from "./shape.ts";

/**
 * A connected group of cells of a grid, with what can be said of it alone.
 *
 * `x`, `y`, `width`, `height` are its bounding box in the grid's own cells. Costly properties are computed
 * on first use.
 */
export class ArcObject {
  readonly source: Grid;
  /** Its place in the segmentation's list. */
  readonly index: number;
  /** Indexes into the grid's cells, ascending. */
  readonly cells: Int32Array;
  readonly background: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The most frequent colour; ties go to the lower one. */
  readonly colour: number;
  /** The least frequent colour; ties go to the higher one. */
  readonly rareColour: number;
  /** Bit c is set when colour c occurs. */
  readonly colourMask: number;
  readonly colourCount: number;
  /** Grid borders it touches: 1 left, 2 top, 4 right, 8 bottom, added up. */
  readonly borders: number;
  #mask: Uint8Array | undefined;
  #holes: Holes | undefined;
  #symmetries = -1;
  #shape: string | undefined;
  #turned: string | undefined;

  constructor(source: Grid, index: number, cells: Int32Array, background: number) {
    this.source = source;
    this.index = index;
    this.cells = cells;
    this.background = background;
    const w = source.width;
    let left = w, right = -1;
    const counts = new Uint16Array(10);
    for (const cell of cells) {
      const x = cell % w;
      if (x < left) left = x;
      if (x > right) right = x;
      counts[source.cells[cell]!]!++;
    }
    const top = Math.floor(cells[0]! / w), bottom = Math.floor(cells[cells.length - 1]! / w);
    this.x = left;
    this.y = top;
    this.width = right - left + 1;
    this.height = bottom - top + 1;
    let colour = -1, rare = -1, mask = 0, kinds = 0;
    for (let c = 0; c < 10; c++) {
      const count = counts[c]!;
      if (count === 0) continue;
      mask |= 1 << c;
      kinds++;
      if (colour < 0 || count > counts[colour]!) colour = c;
      if (rare < 0 || count <= counts[rare]!) rare = c;
    }
    this.colour = colour;
    this.rareColour = rare;
    this.colourMask = mask;
    this.colourCount = kinds;
    this.borders = (left === 0 ? 1 : 0) | (top === 0 ? 2 : 0) | (right === w - 1 ? 4 : 0) |
      (bottom === source.height - 1 ? 8 : 0);
  }

  /** Number of cells. */
  get size(): number {
    return this.cells.length;
  }

  /** True when every cell of the bounding box belongs to it. */
  get full(): boolean {
    return this.cells.length === this.width * this.height;
  }

  /** The bounding box row by row: 1 where a cell belongs to the object. */
  get mask(): Uint8Array {
    if (this.#mask !== undefined) return this.#mask;
    const mask = new Uint8Array(this.width * this.height);
    const w = this.source.width;
    for (const cell of this.cells) {
      const x = cell % w, y = (cell - x) / w;
      mask[(y - this.y) * this.width + x - this.x] = 1;
    }
    return this.#mask = mask;
  }

  /** Enclosed empty pieces inside the bounding box. */
  get holes(): Holes {
    return this.#holes ??= holesOf(this.mask, this.width, this.height);
  }

  /** Mirror symmetries of the mask: 1 left–right, 2 top–bottom, 4 main diagonal, 8 half turn, added up. */
  get symmetries(): number {
    if (this.#symmetries < 0) {
      this.#symmetries = symmetriesOf(this.mask, this.width, this.height);
    }
    return this.#symmetries;
  }

  /** Equal for objects of equal mask, whatever their colours. */
  get shape(): string {
    return this.#shape ??= shapeKey(this.mask, this.width, this.height, false);
  }

  /** Equal for objects whose masks agree after turning or mirroring. */
  get turnedShape(): string {
    return this.#turned ??= shapeKey(this.mask, this.width, this.height, true);
  }

  /** True when the cell at column `x`, row `y` of the grid belongs to it. */
  has(x: number, y: number): boolean {
    const dx = x - this.x, dy = y - this.y;
    return dx >= 0 && dy >= 0 && dx < this.width && dy < this.height &&
      this.mask[dy * this.width + dx] === 1;
  }

  /**
   * The object cut out, with its origin; cells of the box that belong to others show the background,
   * or their own colours when `whole` is true.
   */
  cut(whole = false): Grid {
    const { source, width, height } = this;
    const out = new Uint8Array(width * height);
    const mask = this.mask;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * width + x;
        out[i] = whole || mask[i] === 1
          ? source.cells[(this.y + y) * source.width + this.x + x]!
          : this.background;
      }
    }
    return new Grid(width, height, out, source.x + this.x, source.y + this.y);
  }
}
