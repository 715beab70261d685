import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { overlay } from "./join.ts";
import { CRITERIA, measures, scores } from "./select.ts";

/** What `keep_where` may ask of a piece. */
export const MEASURES = [
  "cells",
  "colours",
  "parts",
  "holes",
  "symmetry",
  "width",
  "height",
] as const;

/** Ways to combine pieces of one size, by how many of them are not 0 in a cell. */
export const COMBINATIONS = ["all", "any", "one", "none"] as const;

function combine(pieces: readonly Grid[], how: (typeof COMBINATIONS)[number]): Grid | undefined {
  const base = pieces[0]!;
  const out = new Uint8Array(base.cells.length);
  for (const p of pieces) if (p.width !== base.width || p.height !== base.height) return undefined;
  for (let i = 0; i < out.length; i++) {
    let filled = 0, ink = 0;
    for (const piece of pieces) {
      const c = piece.cells[i]!;
      if (c === 0) continue;
      filled++;
      if (ink === 0) ink = c;
    }
    const wanted = how === "all"
      ? filled === pieces.length
      : how === "any"
      ? filled > 0
      : how === "one"
      ? filled === 1
      : filled === 0;
    if (wanted) out[i] = ink === 0 ? 1 : ink;
  }
  return new Grid(base.width, base.height, out);
}

/** Primitives that turn some pieces of a list into one grid, each piece in its place. */
export const keepOps: readonly Op[] = [
  defineOp({
    name: "keep_max",
    doc: "All pieces with the highest score, or all the others, in their places.",
    takes: ["grids"],
    gives: "grid",
    params: { by: word(...CRITERIA), keep: word("best", "others") },
    run: ([pieces], { by, keep }) => {
      const score = scores(pieces, by);
      const top = Math.max(...score);
      return overlay(pieces.filter((_, i) => (score[i] === top) === (keep === "best")));
    },
  }),
  defineOp({
    name: "keep_rank",
    doc: "The pieces whose score is the n-th highest of those that occur, in their places.",
    takes: ["grids"],
    gives: "grid",
    params: { by: word(...CRITERIA), rank: whole(1, 9) },
    run: ([pieces], { by, rank }) => {
      const score = scores(pieces, by);
      const wanted = [...new Set(score)].sort((a, b) => b - a)[rank - 1];
      return wanted === undefined ? undefined : overlay(
        pieces.filter((_, i) => score[i] === wanted),
      );
    },
  }),
  defineOp({
    name: "keep_where",
    doc: "All pieces whose measure is that number, in their places.",
    takes: ["grids"],
    gives: "grid",
    params: { measure: word(...MEASURES), is: whole(0, 30) },
    run: ([pieces], { measure, is }) => {
      const numbers = measures(pieces, measure);
      return overlay(pieces.filter((_, i) => numbers[i] === is));
    },
  }),
  defineOp({
    name: "combine",
    doc: "Pieces of one size as one: cells that all, any, exactly one or none of them fill.",
    takes: ["grids"],
    gives: "grid",
    params: { where: word(...COMBINATIONS) },
    run: ([pieces], { where }) => combine(pieces, where),
  }),
];
