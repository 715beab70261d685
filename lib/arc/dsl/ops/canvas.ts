import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole } from "../op.ts";
import { MAX_AREA } from "../value.ts";

/** Counts up, or up and down again: the source index of each target index. */
function tileIndex(i: number, size: number, gap: number, mirrored: boolean): number {
  const period = size + gap;
  const k = i % period;
  if (k >= size) return -1;
  return mirrored && ((i / period) | 0) % 2 === 1 ? size - 1 - k : k;
}

function tile(grid: Grid, canvas: Grid, gap: number, mirrored: boolean): Grid | undefined {
  const { width: w, height: h } = grid;
  if (w === 0 || h === 0) return undefined;
  const out = new Uint8Array(canvas.width * canvas.height);
  for (let y = 0, i = 0; y < canvas.height; y++) {
    const sy = tileIndex(y, h, gap, mirrored);
    for (let x = 0; x < canvas.width; x++, i++) {
      const sx = tileIndex(x, w, gap, mirrored);
      if (sx >= 0 && sy >= 0) out[i] = grid.cells[sy * w + sx]!;
    }
  }
  return new Grid(canvas.width, canvas.height, out);
}

function blank(width: number, height: number): Grid | undefined {
  const fits = width >= 1 && height >= 1 && width * height <= MAX_AREA;
  return fits ? Grid.filled(width, height) : undefined;
}

/** Size in linear form: (side × times + plus × over) ÷ over, or `undefined` where that is not whole. */
function linear(side: number, times: number, over: number, plus: number): number | undefined {
  const scaled = side * times;
  return scaled % over === 0 ? scaled / over + plus : undefined;
}

/** Blank grids of a wanted size, and grids laid out over such a canvas (the second argument). */
export const canvasOps: readonly Op[] = [
  defineOp({
    name: "canvas",
    doc: "A blank grid of a fixed size.",
    takes: ["grid"],
    gives: "grid",
    params: { width: whole(1, 40), height: whole(1, 40) },
    run: (_args, { width, height }) => blank(width, height),
  }),
  defineOp({
    name: "canvas_scaled",
    doc: "A blank grid of side × times ÷ over + plus, per axis.",
    takes: ["grid"],
    gives: "grid",
    params: {
      times_x: whole(0, 30),
      over_x: whole(1, 30),
      plus_x: whole(-30, 30),
      times_y: whole(0, 30),
      over_y: whole(1, 30),
      plus_y: whole(-30, 30),
    },
    run: ([grid], p) => {
      const width = linear(grid.width, p.times_x, p.over_x, p.plus_x);
      const height = linear(grid.height, p.times_y, p.over_y, p.plus_y);
      return width === undefined || height === undefined ? undefined : blank(width, height);
    },
  }),
  defineOp({
    name: "embed",
    doc: "The grid in its own place on the canvas; what does not fit is cut off.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: {},
    run: ([grid, canvas]) => {
      const out = new Uint8Array(canvas.width * canvas.height);
      const left = Math.max(0, grid.x), right = Math.min(canvas.width, grid.x + grid.width);
      const top = Math.max(0, grid.y), bottom = Math.min(canvas.height, grid.y + grid.height);
      for (let y = top; y < bottom; y++) {
        const from = (y - grid.y) * grid.width - grid.x;
        for (let x = left; x < right; x++) out[y * canvas.width + x] = grid.cells[from + x]!;
      }
      return new Grid(canvas.width, canvas.height, out);
    },
  }),
  defineOp({
    name: "wrap",
    doc: "The cells in reading order, written line by line into the canvas.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: {},
    run: ([grid, canvas]) => {
      const out = new Uint8Array(canvas.width * canvas.height);
      out.set(grid.cells.subarray(0, Math.min(out.length, grid.cells.length)));
      return new Grid(canvas.width, canvas.height, out);
    },
  }),
  defineOp({
    name: "scale_to",
    doc: "The grid stretched or shrunk to the canvas, each side by a whole factor.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: {},
    run: ([grid, canvas]) => {
      const { width: w, height: h } = grid;
      const { width: cw, height: ch } = canvas;
      if (w === 0 || h === 0 || (cw % w !== 0 && w % cw !== 0) || (ch % h !== 0 && h % ch !== 0)) {
        return undefined;
      }
      const out = new Uint8Array(cw * ch);
      for (let y = 0, i = 0; y < ch; y++) {
        const row = Math.floor((y * h) / ch) * w;
        for (let x = 0; x < cw; x++, i++) out[i] = grid.cells[row + Math.floor((x * w) / cw)]!;
      }
      return new Grid(cw, ch, out);
    },
  }),
  defineOp({
    name: "repeat",
    doc: "The grid repeated over the canvas, with gaps of so many cells.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { gap: whole(0, 3) },
    run: ([grid, canvas], { gap }) => tile(grid, canvas, gap, false),
  }),
  defineOp({
    name: "mirror",
    doc:
      "The grid repeated over the canvas, every other copy mirrored, with gaps of so many cells.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { gap: whole(0, 3) },
    run: ([grid, canvas], { gap }) => tile(grid, canvas, gap, true),
  }),
];
