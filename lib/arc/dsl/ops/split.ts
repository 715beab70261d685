import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { componentGrids, components } from "./_components.ts";
import { countColours, cutOut } from "./_tally.ts";
import { outside } from "./regions.ts";

/** The most pieces a split may give; beyond it the step does not apply. */
const MAX_PIECES = 100;

function bounded(pieces: Grid[]): Grid[] | undefined {
  return pieces.length === 0 || pieces.length > MAX_PIECES ? undefined : pieces;
}

/** 0 where the grid has it, else its most frequent colour. */
function groundOf(grid: Grid): number {
  const counts = countColours(grid);
  if (counts[0]! > 0) return 0;
  let best = 0;
  for (let c = 1; c < 10; c++) if (counts[c]! > counts[best]!) best = c;
  return best;
}

/**
 * The insides of rectangles marked at their four corners by one colour.
 *
 * A marker is a cell whose colour differs from the ground; opposite corners must agree and the
 * inside must have at least one cell.
 */
function markedInsides(grid: Grid): Grid[] {
  const { width: w, height: h, cells } = grid;
  const found: Grid[] = [];
  for (let y = 0; y + 2 < h; y++) {
    for (let x = 0; x + 2 < w; x++) {
      const c = cells[y * w + x]!;
      if (c === 0) continue;
      const right = nextEqual(cells, y * w + x, 1, w - x, c);
      const down = nextEqual(cells, y * w + x, w, h - y, c);
      if (right < 2 || down < 2 || cells[(y + down) * w + x + right] !== c) continue;
      found.push(cutOut(grid, x + 1, y + 1, right - 1, down - 1));
    }
  }
  return found;
}

/** The insides of the largest rectangles drawn all around in one colour, from each upper left corner. */
function framed(grid: Grid): Grid[] {
  const { width: w, height: h, cells } = grid;
  const found: Grid[] = [];
  for (let y = 0; y + 2 < h; y++) {
    for (let x = 0; x + 2 < w; x++) {
      const c = cells[y * w + x]!;
      if (c === 0) continue;
      const right = runLength(cells, y * w + x, 1, w - x, c);
      const down = runLength(cells, y * w + x, w, h - y, c);
      let best: [number, number] | undefined;
      for (let fh = down; fh >= 3; fh--) {
        for (let fw = right; fw >= 3; fw--) {
          if (best !== undefined && fw * fh <= best[0] * best[1]) break;
          const below = runLength(cells, (y + fh - 1) * w + x, 1, fw, c);
          const aside = runLength(cells, y * w + x + fw - 1, w, fh, c);
          if (below === fw && aside === fh) best = [fw, fh];
        }
      }
      if (best === undefined) continue;
      found.push(cutOut(grid, x + 1, y + 1, best[0] - 2, best[1] - 2));
      if (found.length > MAX_PIECES) return found;
    }
  }
  return found;
}

/** How many cells of that colour follow on one another, at most `room`. */
function runLength(cells: Uint8Array, from: number, step: number, room: number, c: number): number {
  let k = 0;
  while (k < room && cells[from + k * step] === c) k++;
  return k;
}

/** Steps to the next cell of that colour, at least 2 away, with none of it between; 0 where there is none. */
function nextEqual(cells: Uint8Array, from: number, step: number, room: number, c: number): number {
  for (let k = 1; k < room; k++) if (cells[from + k * step] === c) return k;
  return 0;
}

/** Primitives that take a grid apart into a list of grids, each placed where it was. */
export const splitOps: readonly Op[] = [
  defineOp({
    name: "objects",
    doc:
      "Connected parts: of one colour or mixed, by sides or corners, cut out alone or with all they enclose.",
    takes: ["grid"],
    gives: "grids",
    params: {
      colours: word("one", "mixed"),
      touch: word("sides", "corners"),
      crop: word("only", "full"),
    },
    run: ([grid], { colours, touch, crop }) => {
      const rule = {
        ground: groundOf(grid),
        mixed: colours === "mixed",
        corners: touch === "corners",
      };
      const found = components(grid, rule);
      if (found.count > MAX_PIECES) return undefined;
      return bounded(componentGrids(grid, found, crop === "only"));
    },
  }),
  defineOp({
    name: "patches",
    doc: "Connected parts of one colour, 0 included, by sides.",
    takes: ["grid"],
    gives: "grids",
    params: {},
    run: ([grid]) => {
      const found = components(grid, { ground: -1, mixed: false, corners: false });
      if (found.count > MAX_PIECES) return undefined;
      return bounded(componentGrids(grid, found, false));
    },
  }),
  defineOp({
    name: "split_colours",
    doc:
      "One grid per colour other than 0, lowest first, each of the full size or cropped to its box.",
    takes: ["grid"],
    gives: "grids",
    params: { crop: word("none", "box") },
    run: ([grid], { crop }) => {
      const counts = countColours(grid);
      const pieces: Grid[] = [];
      for (let c = 1; c < 10; c++) {
        if (counts[c] === 0) continue;
        const of = new Int32Array(grid.cells.length);
        for (let i = 0; i < of.length; i++) of[i] = grid.cells[i] === c ? 0 : -1;
        if (crop === "box") pieces.push(...componentGrids(grid, { of, count: 1 }, false));
        else {
          const out = new Uint8Array(of.length);
          for (let i = 0; i < out.length; i++) if (of[i] === 0) out[i] = c;
          pieces.push(new Grid(grid.width, grid.height, out, grid.x, grid.y));
        }
      }
      return bounded(pieces);
    },
  }),
  defineOp({
    name: "split_columns",
    doc: "The columns, left to right.",
    takes: ["grid"],
    gives: "grids",
    params: {},
    run: ([grid]) => {
      const pieces: Grid[] = [];
      for (let x = 0; x < grid.width; x++) pieces.push(cutOut(grid, x, 0, 1, grid.height));
      return bounded(pieces);
    },
  }),
  defineOp({
    name: "split_rows",
    doc: "The rows, top to bottom.",
    takes: ["grid"],
    gives: "grids",
    params: {},
    run: ([grid]) => {
      const pieces: Grid[] = [];
      for (let y = 0; y < grid.height; y++) pieces.push(cutOut(grid, 0, y, grid.width, 1));
      return bounded(pieces);
    },
  }),
  defineOp({
    name: "split_panels",
    doc: "The panels between full lines of one colour, or the two equal halves of the longer side.",
    takes: ["grid"],
    gives: "grids",
    params: {},
    run: ([grid]) => bounded(panels(grid)),
  }),
  defineOp({
    name: "marked_insides",
    doc: "The insides of rectangles marked by one colour at their four corners or all around.",
    takes: ["grid"],
    gives: "grids",
    params: { mark: word("corners", "frame") },
    run: ([grid], { mark }) => bounded(mark === "corners" ? markedInsides(grid) : framed(grid)),
  }),
  defineOp({
    name: "blank_regions",
    doc: "The connected parts of the 0 cells, by sides, each painted 1.",
    takes: ["grid"],
    gives: "grids",
    params: { reach: word("all", "enclosed") },
    run: ([grid], { reach }) => {
      const free = reach === "all" ? undefined : outside(grid);
      const cells = grid.cells.map((c, i) => (c === 0 && free?.[i] !== 1 ? 1 : 0));
      const blanks = new Grid(grid.width, grid.height, cells, grid.x, grid.y);
      const found = components(blanks, { ground: 0, mixed: false, corners: false });
      if (found.count > MAX_PIECES) return undefined;
      return bounded(componentGrids(blanks, found, true));
    },
  }),
];

/** Panels in reading order; the separating colour is the one of the first full line in the middle. */
function panels(grid: Grid): Grid[] {
  const { width: w, height: h, cells } = grid;
  const rowColour = new Int32Array(h), columnColour = new Int32Array(w);
  for (let y = 0; y < h; y++) {
    let c = cells[y * w]!;
    for (let x = 1; x < w; x++) if (cells[y * w + x] !== c) c = -1;
    rowColour[y] = c;
  }
  for (let x = 0; x < w; x++) {
    let c = cells[x]!;
    for (let y = 1; y < h; y++) if (cells[y * w + x] !== c) c = -1;
    columnColour[x] = c;
  }
  let separator = -1;
  for (const line of [columnColour, rowColour]) {
    // A line of one cell separates nothing.
    if (w < 2 || h < 2) continue;
    for (let i = 1; i < line.length - 1; i++) {
      if (line[i]! > 0 && separator < 0) separator = line[i]!;
    }
  }
  if (separator < 0) {
    if (w >= h && w % 2 === 0) {
      return [cutOut(grid, 0, 0, w / 2, h), cutOut(grid, w / 2, 0, w / 2, h)];
    }
    if (h > w && h % 2 === 0) {
      return [cutOut(grid, 0, 0, w, h / 2), cutOut(grid, 0, h / 2, w, h / 2)];
    }
    return [];
  }
  const pieces: Grid[] = [];
  for (const [top, height] of runs(rowColour, separator)) {
    for (const [left, width] of runs(columnColour, separator)) {
      pieces.push(cutOut(grid, left, top, width, height));
    }
  }
  return pieces;
}

/** Stretches of lines that are not the separator: [first, count]. */
function runs(lines: Int32Array, separator: number): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] === separator) continue;
    const last = out[out.length - 1];
    if (last !== undefined && last[0] + last[1] === i) last[1]++;
    else out.push([i, 1]);
  }
  return out;
}
