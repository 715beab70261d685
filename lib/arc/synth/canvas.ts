import { Grid } from "../grid/grid.ts";

/** A surface to draw a grid on; writing outside it does nothing. */
export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;

  constructor(width: number, height: number, colour = 0) {
    this.width = width;
    this.height = height;
    this.cells = new Uint8Array(width * height).fill(colour);
  }

  /** A canvas that starts as a copy of a grid. */
  static of(grid: Grid): Canvas {
    const canvas = new Canvas(grid.width, grid.height);
    canvas.cells.set(grid.cells);
    return canvas;
  }

  has(x: number, y: number): boolean {
    return x >= 0 && y >= 0 && x < this.width && y < this.height;
  }

  /** The colour there, −1 outside. */
  get(x: number, y: number): number {
    return this.has(x, y) ? this.cells[y * this.width + x]! : -1;
  }

  set(x: number, y: number, colour: number): void {
    if (this.has(x, y)) this.cells[y * this.width + x] = colour;
  }

  /** Fills a rectangle. */
  rect(x: number, y: number, width: number, height: number, colour: number): void {
    for (let dy = 0; dy < height; dy++) {
      for (let dx = 0; dx < width; dx++) this.set(x + dx, y + dy, colour);
    }
  }

  /** Draws the outermost ring of a rectangle. */
  frame(x: number, y: number, width: number, height: number, colour: number): void {
    for (let dx = 0; dx < width; dx++) {
      this.set(x + dx, y, colour);
      this.set(x + dx, y + height - 1, colour);
    }
    for (let dy = 0; dy < height; dy++) {
      this.set(x, y + dy, colour);
      this.set(x + width - 1, y + dy, colour);
    }
  }

  /** Draws a stamp's cells that are not 0. */
  paste(stamp: Grid, x: number, y: number): void {
    for (let dy = 0; dy < stamp.height; dy++) {
      for (let dx = 0; dx < stamp.width; dx++) {
        const colour = stamp.at(dx, dy);
        if (colour !== 0) this.set(x + dx, y + dy, colour);
      }
    }
  }

  /** True when the rectangle and `gap` cells around it hold nothing but 0 and the rectangle is inside. */
  isFree(x: number, y: number, width: number, height: number, gap = 1): boolean {
    if (!this.has(x, y) || !this.has(x + width - 1, y + height - 1)) return false;
    for (let dy = -gap; dy < height + gap; dy++) {
      for (let dx = -gap; dx < width + gap; dx++) {
        if (this.get(x + dx, y + dy) > 0) return false;
      }
    }
    return true;
  }

  /** Visits every cell row by row. */
  each(visit: (x: number, y: number, colour: number) => void): void {
    for (let y = 0; y < this.height; y++) {
      for (let x = 0; x < this.width; x++) visit(x, y, this.cells[y * this.width + x]!);
    }
  }

  /** The drawing as a grid of its own. */
  toGrid(): Grid {
    return new Grid(this.width, this.height, this.cells.slice());
  }
}

/** A grid whose every cell is computed. */
export function gridOf(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => number,
): Grid {
  const canvas = new Canvas(width, height);
  canvas.each((x, y) => canvas.set(x, y, colourAt(x, y)));
  return canvas.toGrid();
}
