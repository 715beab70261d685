import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { type Segment, segmentsOf } from "./_segments.ts";

/** How moving things are joined: one colour or any, by edges or corners; single cells; all of a colour at once. */
export const BODIES = ["same4", "same8", "multi4", "multi8", "colours", "cells"] as const;

type Body = (typeof BODIES)[number];

const STEPS = { up: [0, -1], right: [1, 0], down: [0, 1], left: [-1, 0] } as const;

/** The four directions of sliding. */
export const SLIDES = ["up", "right", "down", "left"] as const;

function bodiesOf(grid: Grid, of: Body): readonly Segment[] {
  if (of !== "cells") return segmentsOf(grid, of).list;
  return segmentsOf(grid, "multi4").list.flatMap((s) =>
    s.cells.map((i) => {
      const x = i % grid.width;
      return {
        x,
        y: (i - x) / grid.width,
        width: 1,
        height: 1,
        cells: [i],
        colour: grid.cells[i]!,
      };
    })
  );
}

/** Moves the pieces of a colour (−1: all) step by step until the wall or another piece stops them. */
export function slidePieces(
  grid: Grid,
  of: Body,
  colour: number,
  direction: (typeof SLIDES)[number],
  limit: number,
): Grid {
  const background = backgroundOf(grid);
  const [dx, dy] = STEPS[direction];
  const movers = bodiesOf(grid, of).filter((s) => colour < 0 || s.colour === colour);
  const ahead = (s: Segment) =>
    dx > 0 ? -(s.x + s.width) : dx < 0 ? s.x : dy > 0 ? -(s.y + s.height) : s.y;
  const out = new Uint8Array(grid.cells);
  for (const piece of [...movers].sort((a, b) => ahead(a) - ahead(b))) {
    for (const i of piece.cells) out[i] = background;
    let steps = 0;
    while (
      steps < limit && isFree(grid, out, background, piece, dx * (steps + 1), dy * (steps + 1))
    ) {
      steps++;
    }
    for (const i of piece.cells) {
      out[i + steps * (dx + dy * grid.width)] = grid.cells[i]!;
    }
  }
  return new Grid(grid.width, grid.height, out);
}

function isFree(
  grid: Grid,
  cells: Uint8Array,
  background: number,
  piece: Segment,
  dx: number,
  dy: number,
): boolean {
  if (piece.x + dx < 0 || piece.y + dy < 0) return false;
  if (piece.x + piece.width + dx > grid.width || piece.y + piece.height + dy > grid.height) {
    return false;
  }
  return piece.cells.every((i) => cells[i + dx + dy * grid.width] === background);
}

/** Moving things about. */
export const motionOps: readonly Op[] = [
  defineOp({
    name: "slide_pieces",
    doc:
      "The pieces of a colour (-1: all) moved in a direction, at most so many cells, until something stops them.",
    takes: ["grid"],
    gives: "grid",
    params: {
      of: word(...BODIES),
      colour: whole(-1, 9),
      direction: word(...SLIDES),
      limit: whole(1, 30),
    },
    run: ([grid], { of, colour, direction, limit }) =>
      slidePieces(grid, of, colour, direction, limit),
  }),
  defineOp({
    name: "move_colour",
    doc:
      "The cells of a colour (-1: all but the background) moved by dx, dy (or round the edge); what is hit is painted over.",
    takes: ["grid"],
    gives: "grid",
    params: {
      colour: whole(-1, 9),
      dx: whole(-29, 29),
      dy: whole(-29, 29),
      edge: word("leave", "wrap"),
    },
    run: ([grid], { colour, dx, dy, edge }) => {
      const { width: w, height: h, cells } = grid;
      const background = backgroundOf(grid);
      const moves = (c: number) => (colour < 0 ? c !== background : c === colour);
      const out = cells.map((c) => (moves(c) ? background : c));
      for (let i = 0; i < cells.length; i++) {
        if (!moves(cells[i]!)) continue;
        let x = i % w + dx, y = Math.floor(i / w) + dy;
        if (edge === "wrap") x = (x + 2 * w) % w, y = (y + 2 * h) % h;
        if (x >= 0 && y >= 0 && x < w && y < h) out[y * w + x] = cells[i]!;
      }
      return new Grid(w, h, out);
    },
  }),
  defineOp({
    name: "slide_towards",
    doc: "Every piece of one colour moved straight at the cells of another until it touches them.",
    takes: ["grid"],
    gives: "grid",
    params: { of: word(...BODIES), colour: whole(-1, 9), to: whole(0, 9) },
    run: ([grid], { of, colour, to }) => slideTowards(grid, of, colour, to),
  }),
];

/** Each mover goes the one straight way in which the target lies, if there is just one. */
function slideTowards(
  grid: Grid,
  of: Body,
  colour: number,
  to: number,
): Grid {
  const background = backgroundOf(grid);
  const targets: number[] = [];
  grid.cells.forEach((c, i) => {
    if (c === to) targets.push(i);
  });
  const movers = bodiesOf(grid, of).filter((s) =>
    s.colour !== to && (colour < 0 || s.colour === colour)
  );
  const out = new Uint8Array(grid.cells);
  const gaps = movers.map((s) => gapTo(grid, s, targets));
  const order = movers.map((_, k) => k).sort((a, b) => gaps[a]!.gap - gaps[b]!.gap || a - b);
  for (const k of order) {
    const piece = movers[k]!, { dx, dy, gap } = gaps[k]!;
    if (gap === Infinity) continue;
    for (const i of piece.cells) out[i] = background;
    let steps = 0;
    while (
      steps < gap && isFree(grid, out, background, piece, dx * (steps + 1), dy * (steps + 1))
    ) {
      steps++;
    }
    for (const i of piece.cells) out[i + steps * (dx + dy * grid.width)] = grid.cells[i]!;
  }
  return new Grid(grid.width, grid.height, out);
}

function gapTo(
  grid: Grid,
  s: Segment,
  targets: readonly number[],
): { dx: number; dy: number; gap: number } {
  let best = { dx: 0, dy: 0, gap: Infinity };
  for (const i of targets) {
    const x = i % grid.width, y = (i - x) / grid.width;
    const inColumns = x >= s.x && x < s.x + s.width, inRows = y >= s.y && y < s.y + s.height;
    if (inColumns === inRows) continue;
    const gap = inColumns
      ? (y < s.y ? s.y - y : y - s.y - s.height + 1) - 1
      : (x < s.x ? s.x - x : x - s.x - s.width + 1) - 1;
    if (gap >= best.gap) continue;
    best = {
      dx: inColumns ? 0 : x < s.x ? -1 : 1,
      dy: inColumns ? (y < s.y ? -1 : 1) : 0,
      gap: Math.max(0, gap),
    };
  }
  return best;
}
