import * as z from "zod";
import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { MAX_AREA } from "../value.ts";

/** The pieces laid over one another in their places, the first on top; the result spans them all. */
export function overlay(pieces: readonly Grid[]): Grid | undefined {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const p of pieces) {
    if (p.cells.length === 0) continue;
    left = Math.min(left, p.x);
    top = Math.min(top, p.y);
    right = Math.max(right, p.x + p.width);
    bottom = Math.max(bottom, p.y + p.height);
  }
  const w = right - left, h = bottom - top;
  if (!(w * h > 0) || w * h > MAX_AREA) return undefined;
  const out = new Uint8Array(w * h);
  for (let k = pieces.length - 1; k >= 0; k--) {
    const p = pieces[k]!;
    for (let y = 0, i = 0; y < p.height; y++) {
      const row = (p.y - top + y) * w + p.x - left;
      for (let x = 0; x < p.width; x++, i++) if (p.cells[i] !== 0) out[row + x] = p.cells[i]!;
    }
  }
  return new Grid(w, h, out, left, top);
}

function filled(grid: Grid): number {
  let n = 0;
  for (let i = 0; i < grid.cells.length; i++) if (grid.cells[i] !== 0) n++;
  return n;
}

/** Side by side or one below the other, in list order. */
function inLine(pieces: readonly Grid[], down: boolean): Grid | undefined {
  let w = 0, h = 0;
  for (const p of pieces) {
    w = down ? Math.max(w, p.width) : w + p.width;
    h = down ? h + p.height : Math.max(h, p.height);
  }
  if (w * h === 0 || w * h > MAX_AREA) return undefined;
  const out = new Uint8Array(w * h);
  let at = 0;
  for (const p of pieces) {
    for (let y = 0; y < p.height; y++) {
      const to = down ? (at + y) * w : y * w + at;
      out.set(p.cells.subarray(y * p.width, (y + 1) * p.width), to);
    }
    at += down ? p.height : p.width;
  }
  return new Grid(w, h, out);
}

/** Which cells of a layer paint: those that are not 0, those that are 0 (they erase), or all. */
export const LAYER_MODES = ["ink", "blank", "all"] as const;

/** One of {@linkcode LAYER_MODES}. */
export type LayerMode = (typeof LAYER_MODES)[number];

/** Lays grids of one size over each other; a cell belongs to the first layer that paints it, else it is 0. */
export function stackLayers(
  layers: readonly Grid[],
  modes: readonly LayerMode[],
): Grid | undefined {
  const base = layers[0]!;
  const out = new Uint8Array(base.cells.length);
  const done = new Uint8Array(out.length);
  for (let k = 0; k < layers.length; k++) {
    const { width, height, cells } = layers[k]!;
    if (width !== base.width || height !== base.height) return undefined;
    const mode = modes[k] ?? "ink";
    for (let i = 0; i < out.length; i++) {
      if (done[i] === 1 || (mode === "ink" && cells[i] === 0)) continue;
      if (mode === "blank" && cells[i] !== 0) continue;
      out[i] = cells[i]!;
      done[i] = 1;
    }
  }
  return new Grid(base.width, base.height, out);
}

/** Primitives that make one grid of several. */
export const joinOps: readonly Op[] = [
  defineOp({
    name: "overlay",
    doc:
      "The pieces laid over one another in their places: in list order, or by the number of their cells.",
    takes: ["grids"],
    gives: "grid",
    params: { top: word("first", "last", "fewest", "most") },
    run: ([pieces], { top }) => {
      if (top === "first") return overlay(pieces);
      if (top === "last") return overlay(pieces.toReversed());
      const sign = top === "fewest" ? 1 : -1;
      const sized = pieces.map((piece) => ({ piece, n: sign * filled(piece) }));
      return overlay(sized.sort((a, b) => a.n - b.n).map((s) => s.piece));
    },
  }),
  defineOp({
    name: "in_line",
    doc: "The pieces side by side or one below the other.",
    takes: ["grids"],
    gives: "grid",
    params: { run: word("right", "down") },
    run: ([pieces], { run }) => inLine(pieces, run === "down"),
  }),
  defineOp({
    name: "join_two",
    doc: "Two grids side by side or one below the other.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { run: word("right", "down") },
    run: ([a, b], { run }) => {
      if (run === "right" ? a.height !== b.height : a.width !== b.width) return undefined;
      return inLine([a, b], run === "down");
    },
  }),
  defineOp({
    name: "stack",
    doc:
      "Grids of one size over each other: a cell belongs to the first layer whose mode paints it.",
    takes: ["grid"],
    rest: "grid",
    gives: "grid",
    params: { modes: z.array(word(...LAYER_MODES)).min(1) as z.ZodType<LayerMode[]> },
    run: ([first], { modes }, rest) => stackLayers([first, ...rest as Grid[]], modes),
  }),
];
