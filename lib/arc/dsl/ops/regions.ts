import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { componentGrids, components } from "./_components.ts";
import { majorityColour } from "./_tally.ts";

/** 1 where a cell is 0 and reaches the rim through cells that are 0, side by side. */
export function outside(grid: Grid): Uint8Array {
  const { width: w, height: h, cells } = grid;
  const size = cells.length;
  const reached = new Uint8Array(size);
  const stack = new Int32Array(size);
  let top = 0;
  for (let y = 0; y < h; y++) {
    const step = y === 0 || y === h - 1 ? 1 : Math.max(1, w - 1);
    for (let x = 0; x < w; x += step) {
      const i = y * w + x;
      if (cells[i] === 0) {
        reached[i] = 1;
        stack[top++] = i;
      }
    }
  }
  while (top > 0) {
    const i = stack[--top]!;
    const x = i % w;
    for (let side = 0; side < 4; side++) {
      let j = i;
      if (side === 0) j = x > 0 ? i - 1 : i;
      else if (side === 1) j = x < w - 1 ? i + 1 : i;
      else if (side === 2) j = i >= w ? i - w : i;
      else j = i + w < size ? i + w : i;
      if (cells[j] !== 0 || reached[j] !== 0) continue;
      reached[j] = 1;
      stack[top++] = j;
    }
  }
  return reached;
}

/** True when one of the eight neighbours is outside the grid or marked. */
function touches(mark: Uint8Array, x: number, y: number, w: number, h: number): boolean {
  if (x === 0 || y === 0 || x === w - 1 || y === h - 1) return true;
  const i = y * w + x;
  return mark[i - 1]! + mark[i + 1]! + mark[i - w]! + mark[i + w]! + mark[i - w - 1]! +
      mark[i - w + 1]! + mark[i + w - 1]! + mark[i + w + 1]! > 0;
}

/** Primitives about enclosed, inner and bordering cells. */
export const regionOps: readonly Op[] = [
  defineOp({
    name: "fill_enclosed",
    doc: "All that the rim does not reach through 0, in the majority colour.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const free = outside(grid);
      const ink = majorityColour(grid);
      const out = new Uint8Array(free.length);
      for (let i = 0; i < out.length; i++) if (free[i] === 0) out[i] = ink;
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "enclosed",
    doc: "Only the 0 cells that the rim does not reach, in the majority colour.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const free = outside(grid);
      const ink = majorityColour(grid);
      const out = new Uint8Array(free.length);
      for (let i = 0; i < out.length; i++) {
        if (free[i] === 0 && grid.cells[i] === 0) out[i] = ink;
      }
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "rim",
    doc:
      "Only the cells that touch the outside (the rim of the grid, or 0 reached from it), or the rest.",
    takes: ["grid"],
    gives: "grid",
    params: { keep: word("rim", "inside") },
    run: ([grid], { keep }) => {
      const free = outside(grid);
      const { width: w, height: h, cells } = grid;
      const wanted = keep === "rim";
      const out = new Uint8Array(free.length);
      for (let y = 0, i = 0; y < h; y++) {
        for (let x = 0; x < w; x++, i++) {
          if (free[i] === 0 && touches(free, x, y, w, h) === wanted) out[i] = cells[i]!;
        }
      }
      return new Grid(w, h, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "outline",
    doc: "The 0 cells that touch something, in the majority colour or 1.",
    takes: ["grid"],
    gives: "grid",
    params: { ink: word("majority", "one"), touch: word("sides", "corners") },
    run: ([grid], { ink, touch }) => {
      const { width: w, height: h, cells } = grid;
      const fill = ink === "one" ? 1 : majorityColour(grid);
      const reach = touch === "sides" ? 1 : 2;
      const out = new Uint8Array(cells.length);
      for (let y = 0, i = 0; y < h; y++) {
        for (let x = 0; x < w; x++, i++) {
          if (cells[i] === 0) continue;
          for (let dy = -1; dy <= 1; dy++) {
            if (y + dy < 0 || y + dy >= h) continue;
            for (let dx = -1; dx <= 1; dx++) {
              if (x + dx < 0 || x + dx >= w || dx * dx + dy * dy > reach) continue;
              const j = i + dy * w + dx;
              if (cells[j] === 0) out[j] = fill;
            }
          }
        }
      }
      return new Grid(w, h, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "boxes",
    doc:
      "The boxes around the objects (mixed colours, by corners), plain, in each object's majority colour.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const found = components(grid, { ground: 0, mixed: true, corners: true });
      const out = new Uint8Array(grid.cells.length);
      for (const part of componentGrids(grid, found, true)) {
        const ink = majorityColour(part);
        const from = (part.y - grid.y) * grid.width + part.x - grid.x;
        for (let y = 0; y < part.height; y++) {
          out.fill(ink, from + y * grid.width, from + y * grid.width + part.width);
        }
      }
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "frame",
    doc: "The grid with one line of the majority colour or 1 added around it.",
    takes: ["grid"],
    gives: "grid",
    params: { ink: word("majority", "one") },
    run: ([grid], { ink }) => {
      const { width: w, height: h } = grid;
      if (w === 0 || h === 0) return undefined;
      const fill = ink === "one" ? 1 : majorityColour(grid);
      const out = new Uint8Array((w + 2) * (h + 2)).fill(fill);
      for (let y = 0; y < h; y++) {
        out.set(grid.cells.subarray(y * w, (y + 1) * w), (y + 1) * (w + 2) + 1);
      }
      return new Grid(w + 2, h + 2, out, grid.x - 1, grid.y - 1);
    },
  }),
];
