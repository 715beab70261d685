import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { components } from "./_components.ts";
import { countColours } from "./_tally.ts";
import { MAX_AREA } from "../value.ts";

const STEPS = {
  right: [1, 0],
  down: [0, 1],
  left: [-1, 0],
  up: [0, -1],
  down_right: [1, 1],
  down_left: [-1, 1],
  up_left: [-1, -1],
  up_right: [1, -1],
} as const;

/** Names of the eight directions of `shift`. */
export const DIRECTIONS = [
  "right",
  "down",
  "left",
  "up",
  "down_right",
  "down_left",
  "up_left",
  "up_right",
] as const;

function shift(grid: Grid, dx: number, dy: number, around: boolean): Grid {
  const { width: w, height: h, cells } = grid;
  const out = new Uint8Array(cells.length);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      let tx = x + dx, ty = y + dy;
      if (around) {
        tx = (tx + w) % w;
        ty = (ty + h) % h;
      } else if (tx < 0 || ty < 0 || tx >= w || ty >= h) continue;
      out[ty * w + tx] = cells[i]!;
    }
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

function factor(grid: Grid, by: string): number {
  if (by === "two") return 2;
  if (by === "three") return 3;
  const counts = countColours(grid);
  if (by === "cells") return grid.cells.length - counts[0]!;
  if (by === "objects") {
    return components(grid, { ground: 0, mixed: false, corners: true }).count;
  }
  return counts.subarray(1).filter((n) => n > 0).length;
}

/** Every cell as a square of `k` by `k`. */
function zoom(grid: Grid, k: number): Grid | undefined {
  const w = grid.width * k, h = grid.height * k;
  if (k < 1 || w * h > MAX_AREA) return undefined;
  const out = new Uint8Array(w * h);
  for (let y = 0, i = 0; y < h; y++) {
    const row = ((y / k) | 0) * grid.width;
    for (let x = 0; x < w; x++, i++) out[i] = grid.cells[row + ((x / k) | 0)]!;
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Primitives that move the whole picture or enlarge it. */
export const shiftOps: readonly Op[] = [
  defineOp({
    name: "shift",
    doc:
      "The picture moved by one cell inside its frame; what leaves it is lost or comes back around.",
    takes: ["grid"],
    gives: "grid",
    params: { to: word(...DIRECTIONS), edge: word("lost", "around") },
    run: ([grid], { to, edge }) => shift(grid, STEPS[to][0], STEPS[to][1], edge === "around"),
  }),
  defineOp({
    name: "zoom",
    doc:
      "Every cell as a square whose side is fixed or a count of the grid's colours, cells or objects.",
    takes: ["grid"],
    gives: "grid",
    params: { by: word("two", "three", "colours", "cells", "objects") },
    run: ([grid], { by }) => zoom(grid, factor(grid, by)),
  }),
];
