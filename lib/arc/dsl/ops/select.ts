import type { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { components } from "./_components.ts";
import { countColours, majorityColour } from "./_tally.ts";
import { outside } from "./regions.ts";

/** What a piece may be largest by; `least_…` turns the order round. */
export const CRITERIA = [
  "cells",
  "least_cells",
  "box",
  "least_box",
  "colours",
  "least_colours",
  "parts",
  "least_parts",
  "holes",
  "least_holes",
  "left",
  "right",
  "top",
  "bottom",
  "symmetry",
  "least_symmetry",
  "common",
  "rare",
] as const;

type Criterion = (typeof CRITERIA)[number];

/** Measures of lists already taken: a search asks the same list for the same numbers again and again. */
const known = new WeakMap<readonly Grid[], Map<string, readonly number[]>>();

/** The score of every piece under a criterion; higher is picked. */
export function scores(pieces: readonly Grid[], by: Criterion): readonly number[] {
  if (by === "common") return measures(pieces, "copies");
  if (by === "rare") return measures(pieces, "copies").map((n) => -n);
  if (!by.startsWith("least_")) return measures(pieces, by);
  return measures(pieces, by.slice("least_".length)).map((n) => -n);
}

/** One number about every piece; `copies` counts the equal pieces. */
export function measures(pieces: readonly Grid[], what: string): readonly number[] {
  let taken = known.get(pieces);
  if (taken === undefined) known.set(pieces, taken = new Map());
  let numbers = taken.get(what);
  if (numbers === undefined) {
    numbers = what === "copies"
      ? pieces.map((a) => pieces.filter((b) => a.equals(b)).length)
      : pieces.map((piece) => measure(piece, what));
    taken.set(what, numbers);
  }
  return numbers;
}

function measure(grid: Grid, what: string): number {
  switch (what) {
    case "cells":
      return grid.cells.length - countColours(grid)[0]!;
    case "box":
      return grid.cells.length;
    case "width":
      return grid.width;
    case "height":
      return grid.height;
    case "colours":
      return countColours(grid).subarray(1).filter((n) => n > 0).length;
    case "parts":
      return components(grid, { ground: 0, mixed: false, corners: true }).count;
    case "holes":
      return holes(grid);
    case "left":
      return -grid.x;
    case "right":
      return grid.x + grid.width;
    case "top":
      return -grid.y;
    case "bottom":
      return grid.y + grid.height;
    default:
      return symmetries(grid);
  }
}

function holes(grid: Grid): number {
  const free = outside(grid);
  let count = 0;
  for (let i = 0; i < free.length; i++) if (free[i] === 0 && grid.cells[i] === 0) count++;
  return count;
}

function symmetries(grid: Grid): number {
  const { width: w, height: h, cells } = grid;
  let across = 1, down = 1;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (cells[y * w + x] !== cells[y * w + w - 1 - x]) across = 0;
      if (cells[y * w + x] !== cells[(h - 1 - y) * w + x]) down = 0;
    }
  }
  return across + down;
}

/** What makes a piece the odd one out. */
const TRAITS = ["picture", "shape", "colour", "size", "cells", "symmetry"] as const;

function trait(grid: Grid, of: (typeof TRAITS)[number]): string {
  const size = `${grid.width}x${grid.height}`;
  switch (of) {
    case "picture":
      return size + ":" + grid.cells.join("");
    case "shape":
      return size + ":" + grid.cells.map((c) => (c === 0 ? 0 : 1)).join("");
    case "colour":
      return String(majorityColour(grid));
    case "size":
      return size;
    case "cells":
      return String(measure(grid, "cells"));
    default:
      return String(symmetries(grid));
  }
}

/** Primitives that choose from a list. */
export const selectOps: readonly Op[] = [
  defineOp({
    name: "pick_max",
    doc: "The piece with the highest score; the earliest on a tie.",
    takes: ["grids"],
    gives: "grid",
    params: { by: word(...CRITERIA) },
    run: ([pieces], { by }) => {
      const score = scores(pieces, by);
      let best = 0;
      for (let i = 1; i < score.length; i++) if (score[i]! > score[best]!) best = i;
      return pieces[best];
    },
  }),
  defineOp({
    name: "pick_unique",
    doc: "The only piece whose trait no other piece shares.",
    takes: ["grids"],
    gives: "grid",
    params: { by: word(...TRAITS) },
    run: ([pieces], { by }) => {
      const traits = pieces.map((piece) => trait(piece, by));
      const seen = new Map<string, number>();
      for (const t of traits) seen.set(t, (seen.get(t) ?? 0) + 1);
      const alone = pieces.filter((_, i) => seen.get(traits[i]!) === 1);
      return pieces.length > 1 && alone.length === 1 ? alone[0] : undefined;
    },
  }),
  defineOp({
    name: "pick_maxes",
    doc: "All pieces with the highest score, or all the others.",
    takes: ["grids"],
    gives: "grids",
    params: { by: word(...CRITERIA), keep: word("best", "others") },
    run: ([pieces], { by, keep }) => {
      const score = scores(pieces, by);
      const top = Math.max(...score);
      const kept = pieces.filter((_, i) => (score[i] === top) === (keep === "best"));
      return kept.length === 0 ? undefined : kept;
    },
  }),
  defineOp({
    name: "pick_first",
    doc: "The first or the last piece.",
    takes: ["grids"],
    gives: "grid",
    params: { end: word("first", "last") },
    run: ([pieces], { end }) => pieces[end === "first" ? 0 : pieces.length - 1],
  }),
];
