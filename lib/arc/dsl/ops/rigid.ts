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
  const outWidth = swaps ? h : w;
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const [tx, ty] = target(motion, x, y, w, h);
      out[ty * outWidth + tx] = cells[y * w + x]!;
    }
  }
  return new Grid(outWidth, swaps ? w : h, out, grid.x, grid.y);
}

function target(motion: Motion, x: number, y: number, w: number, h: number): [number, number] {
  switch (motion) {
    case "turn90":
      return [h - 1 - y, x];
    case "turn180":
      return [w - 1 - x, h - 1 - y];
    case "turn270":
      return [y, w - 1 - x];
    case "flip_x":
      return [w - 1 - x, y];
    case "flip_y":
      return [x, h - 1 - y];
    case "transpose":
      return [y, x];
    case "antitranspose":
      return [h - 1 - y, w - 1 - x];
    default:
      return [x, y];
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
