import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { contentBox, cutOut } from "./_tally.ts";

/** Keeps the marked rows and columns. */
function keepLines(grid: Grid, columns: readonly number[], rows: readonly number[]): Grid {
  const out = new Uint8Array(columns.length * rows.length);
  let i = 0;
  for (const y of rows) for (const x of columns) out[i++] = grid.cells[y * grid.width + x]!;
  return new Grid(columns.length, rows.length, out, grid.x, grid.y);
}

function sameColumn(grid: Grid, a: number, b: number): boolean {
  const { width: w, cells } = grid;
  for (let i = 0; i < cells.length; i += w) if (cells[i + a] !== cells[i + b]) return false;
  return true;
}

function sameRow(grid: Grid, a: number, b: number): boolean {
  const { width: w, cells } = grid;
  for (let x = 0; x < w; x++) if (cells[a * w + x] !== cells[b * w + x]) return false;
  return true;
}

/** Primitives that throw rows and columns away. */
export const cropOps: readonly Op[] = [
  defineOp({
    name: "crop_content",
    doc: "The smallest rectangle around the cells that are not 0.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const box = contentBox(grid);
      if (box === undefined) return undefined;
      const width = box.right - box.left + 1, height = box.bottom - box.top + 1;
      return cutOut(grid, box.left, box.top, width, height);
    },
  }),
  defineOp({
    name: "drop_blank_lines",
    doc: "The grid without the rows and columns that are all 0.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const { width: w, height: h, cells } = grid;
      const inColumn = new Uint8Array(w), inRow = new Uint8Array(h);
      for (let i = 0; i < cells.length; i++) {
        if (cells[i] !== 0) inColumn[i % w] = inRow[(i / w) | 0] = 1;
      }
      const columns: number[] = [], rows: number[] = [];
      for (let x = 0; x < w; x++) if (inColumn[x]) columns.push(x);
      for (let y = 0; y < h; y++) if (inRow[y]) rows.push(y);
      return columns.length === 0 ? undefined : keepLines(grid, columns, rows);
    },
  }),
  defineOp({
    name: "drop_repeated_lines",
    doc: "The grid without rows and columns that equal the one before them.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const columns: number[] = [], rows: number[] = [];
      for (let x = 0; x < grid.width; x++) {
        if (x === 0 || !sameColumn(grid, x, x - 1)) columns.push(x);
      }
      for (let y = 0; y < grid.height; y++) {
        if (y === 0 || !sameRow(grid, y, y - 1)) rows.push(y);
      }
      return keepLines(grid, columns, rows);
    },
  }),
  defineOp({
    name: "half",
    doc: "The left, right, top or bottom half, without the middle line of an odd side.",
    takes: ["grid"],
    gives: "grid",
    params: { side: word("left", "right", "top", "bottom") },
    run: ([grid], { side }) => {
      const { width: w, height: h } = grid;
      const across = side === "left" || side === "right";
      const size = (across ? w : h) >> 1;
      if (size === 0) return undefined;
      if (across) return cutOut(grid, side === "left" ? 0 : w - size, 0, size, h);
      return cutOut(grid, 0, side === "top" ? 0 : h - size, w, size);
    },
  }),
];
