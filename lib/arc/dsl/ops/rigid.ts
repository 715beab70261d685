import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";

/** The eight symmetries of the square: clockwise turns, mirrors left–right, top–bottom, and the two diagonals. */
export const MOTIONS = [
  "identity",
  "turn90",
  "turn180",
  "turn270",
  "flip_x",
  "flip_y",
  "transpose",
  "antitranspose",
] as const;

/** One of {@linkcode MOTIONS}. */
export type Motion = (typeof MOTIONS)[number];

/** Applies a symmetry; the origin stays. */
export function applyMotion(grid: Grid, motion: Motion): Grid {
  const { width: w, height: h, cells } = grid;
  if (motion === "identity") return grid;
  const swaps = motion === "turn90" || motion === "turn270" || motion === "transpose" ||
    motion === "antitranspose";
  const out = new Uint8Array(w * h);
  // Cell (x, y) goes to start + x * stepX + y * stepY.
  const [start, stepX, stepY] = strides(motion, w, h);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0, at = start + y * stepY; x < w; x++, at += stepX) out[at] = cells[i++]!;
  }
  return swaps ? new Grid(h, w, out, grid.x, grid.y) : new Grid(w, h, out, grid.x, grid.y);
}

function strides(motion: Motion, w: number, h: number): [number, number, number] {
  switch (motion) {
    case "turn90":
      return [h - 1, h, -1];
    case "turn180":
      return [w * h - 1, -1, -w];
    case "turn270":
      return [(w - 1) * h, -h, 1];
    case "flip_x":
      return [w - 1, -1, w];
    case "flip_y":
      return [(h - 1) * w, 1, -w];
    case "transpose":
      return [0, h, 1];
    case "antitranspose":
      return [w * h - 1, -h, -1];
    default:
      return [0, 1, w];
  }
}

/** Rigid motions of the whole grid. */
export const rigidOps: readonly Op[] = [
  defineOp({
    name: "move_rigid",
    doc: "The grid under one of the eight symmetries of the square.",
    takes: ["grid"],
    gives: "grid",
    params: { motion: word(...MOTIONS) },
    run: ([grid], { motion }) => applyMotion(grid, motion),
  }),
];
