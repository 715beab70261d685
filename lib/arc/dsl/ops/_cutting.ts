import { Grid } from "../../grid/grid.ts";

/** A grid whose cell at x, y is what `colourAt` says. */
export function gather(
  width: number,
  height: number,
  colourAt: (x: number, y: number) => number,
): Grid {
  const out = new Uint8Array(Math.max(0, width) * Math.max(0, height));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[y * width + x] = colourAt(x, y);
  }
  return new Grid(Math.max(0, width), Math.max(0, height), out);
}

/** The part of a grid in a box, with origin 0,0; `undefined` where the box is empty or leaves the grid. */
export function cutBox(
  grid: Grid,
  x0: number,
  y0: number,
  width: number,
  height: number,
): Grid | undefined {
  const fits = width > 0 && height > 0 && x0 >= 0 && y0 >= 0 && x0 + width <= grid.width &&
    y0 + height <= grid.height;
  return fits ? gather(width, height, (x, y) => grid.at(x0 + x, y0 + y)) : undefined;
}

/** The rows (or columns) that `keeps` takes, given each as text and those already kept. */
export function keepRows(
  grid: Grid,
  keeps: (row: string, kept: readonly string[]) => boolean,
  columns = false,
): Grid {
  const count = columns ? grid.width : grid.height;
  const length = columns ? grid.height : grid.width;
  const at = (line: number, k: number) => (columns ? grid.at(line, k) : grid.at(k, line));
  const kept: string[] = [];
  const indices: number[] = [];
  for (let line = 0; line < count; line++) {
    let text = "";
    for (let k = 0; k < length; k++) text += String.fromCharCode(at(line, k));
    if (!keeps(text, kept)) continue;
    kept.push(text);
    indices.push(line);
  }
  return columns
    ? gather(indices.length, length, (x, y) => at(indices[x]!, y))
    : gather(length, indices.length, (x, y) => at(indices[y]!, x));
}
