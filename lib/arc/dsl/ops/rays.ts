import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { majorityColour } from "./_tally.ts";

/** The 15 sets of directions a smear goes in, as steps [dx, dy]. */
const SETS: { readonly [name: string]: readonly (readonly [number, number])[] } = {
  right: [[1, 0]],
  down: [[0, 1]],
  left: [[-1, 0]],
  up: [[0, -1]],
  row: [[1, 0], [-1, 0]],
  column: [[0, 1], [0, -1]],
  cross: [[1, 0], [0, 1], [-1, 0], [0, -1]],
  down_right: [[1, 1]],
  down_left: [[-1, 1]],
  up_left: [[-1, -1]],
  up_right: [[1, -1]],
  falling: [[1, 1], [-1, -1]],
  rising: [[1, -1], [-1, 1]],
  diagonals: [[1, 1], [-1, -1], [1, -1], [-1, 1]],
  star: [[1, 0], [0, 1], [-1, 0], [0, -1], [1, 1], [-1, -1], [1, -1], [-1, 1]],
};

/** Names of the direction sets of `smear`. */
export const SMEARS = [
  "right",
  "down",
  "left",
  "up",
  "row",
  "column",
  "cross",
  "down_right",
  "down_left",
  "up_left",
  "up_right",
  "falling",
  "rising",
  "diagonals",
  "star",
] as const;

/** Every colour runs on over 0 until it meets another; the first direction of the set wins a cell. */
function smear(grid: Grid, steps: readonly (readonly [number, number])[]): Grid {
  const { width: w, height: h, cells } = grid;
  const out = cells.slice();
  for (const [dx, dy] of steps) {
    const run = new Uint8Array(cells.length);
    const yFrom = dy < 0 ? h - 1 : 0, yStep = dy < 0 ? -1 : 1;
    const xFrom = dx < 0 ? w - 1 : 0, xStep = dx < 0 ? -1 : 1;
    for (let n = 0, y = yFrom; n < h; n++, y += yStep) {
      const py = y - dy;
      for (let m = 0, x = xFrom; m < w; m++, x += xStep) {
        const i = y * w + x;
        const px = x - dx;
        let c = cells[i]!;
        if (c === 0 && px >= 0 && px < w && py >= 0 && py < h) c = run[py * w + px]!;
        run[i] = c;
        if (out[i] === 0) out[i] = c;
      }
    }
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Fills the 0 cells between two equal colours on one line, when nothing but 0 lies between them. */
function connectLine(
  cells: Uint8Array,
  out: Uint8Array,
  start: number,
  step: number,
  count: number,
): void {
  let last = -1;
  for (let k = 0; k < count; k++) {
    const c = cells[start + k * step]!;
    if (c === 0) continue;
    if (last >= 0 && cells[start + last * step] === c) {
      for (let j = last + 1; j < k; j++) out[start + j * step] = c;
    }
    last = k;
  }
}

function connectDiagonals(cells: Uint8Array, out: Uint8Array, w: number, h: number): void {
  for (let x = 0; x < w; x++) {
    connectLine(cells, out, x, w + 1, Math.min(h, w - x));
    connectLine(cells, out, x, w - 1, Math.min(h, x + 1));
  }
  for (let y = 1; y < h; y++) {
    connectLine(cells, out, y * w, w + 1, Math.min(w, h - y));
    connectLine(cells, out, y * w + w - 1, w - 1, Math.min(w, h - y));
  }
}

/** Every 0 cell takes the colour of the nearest cell that is not 0 (breadth first, side by side). */
function spread(grid: Grid, skip: number): Grid {
  const { width: w, cells } = grid;
  const out = new Uint8Array(cells.length);
  const queue = new Int32Array(cells.length);
  let tail = 0;
  for (let i = 0; i < cells.length; i++) {
    if (cells[i] !== 0 && cells[i] !== skip) {
      out[i] = cells[i]!;
      queue[tail++] = i;
    }
  }
  for (let head = 0; head < tail; head++) {
    const i = queue[head]!;
    const x = i % w;
    const c = out[i]!;
    for (let d = 0; d < 4; d++) {
      const j = d === 0
        ? (x > 0 ? i - 1 : -1)
        : d === 1
        ? (x < w - 1 ? i + 1 : -1)
        : d === 2
        ? i - w
        : i + w;
      if (j < 0 || j >= cells.length || out[j] !== 0 || cells[j] !== 0) continue;
      out[j] = c;
      queue[tail++] = j;
    }
  }
  if (skip > 0) { for (let i = 0; i < out.length; i++) if (cells[i] === skip) out[i] = skip; }
  return new Grid(grid.width, grid.height, out, grid.x, grid.y);
}

/** Primitives that draw from the cells that are there: rays, joins and spreading colours. */
export const rayOps: readonly Op[] = [
  defineOp({
    name: "smear",
    doc: "Every colour runs on over 0 in the given directions until it meets another.",
    takes: ["grid"],
    gives: "grid",
    params: { to: word(...SMEARS) },
    run: ([grid], { to }) => smear(grid, SETS[to]!),
  }),
  defineOp({
    name: "connect",
    doc: "Only the lines between cells of equal colour along rows, columns or diagonals.",
    takes: ["grid"],
    gives: "grid",
    params: { along: word("rows", "columns", "both", "diagonals") },
    run: ([grid], { along }) => {
      const { width: w, height: h, cells } = grid;
      const out = new Uint8Array(cells.length);
      if (along === "diagonals") {
        connectDiagonals(cells, out, w, h);
        return new Grid(w, h, out, grid.x, grid.y);
      }
      if (along !== "columns") { for (let y = 0; y < h; y++) connectLine(cells, out, y * w, 1, w); }
      if (along !== "rows") { for (let x = 0; x < w; x++) connectLine(cells, out, x, w, h); }
      return new Grid(w, h, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "spread_colours",
    doc: "Every 0 cell takes the nearest colour; the majority colour may be left out of it.",
    takes: ["grid"],
    gives: "grid",
    params: { majority: word("spreads", "stays") },
    run: ([grid], { majority }) => spread(grid, majority === "stays" ? majorityColour(grid) : 0),
  }),
];
