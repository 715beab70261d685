import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { majorityColour } from "./_tally.ts";

const ink = word("majority", "zero");

/** Primitives about where a grid lies and how large it is, whatever it shows. */
export const placementOps: readonly Op[] = [
  defineOp({
    name: "hull",
    doc: "A plain rectangle of the grid's size at its place.",
    takes: ["grid"],
    gives: "grid",
    params: { ink },
    run: ([grid], { ink }) => {
      const fill = ink === "zero" ? 0 : majorityColour(grid);
      return Grid.filled(grid.width, grid.height, fill, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "size_picture",
    doc: "A plain rectangle of the grid's size at the origin.",
    takes: ["grid"],
    gives: "grid",
    params: { ink },
    run: ([grid], { ink }) =>
      Grid.filled(grid.width, grid.height, ink === "zero" ? 0 : majorityColour(grid)),
  }),
  defineOp({
    name: "position_picture",
    doc: "One cell of the majority colour at the grid's place.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => Grid.filled(1, 1, majorityColour(grid), grid.x, grid.y),
  }),
  defineOp({
    name: "to_origin",
    doc: "The grid moved to column 0, row 0.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => grid.movedTo(0, 0),
  }),
  defineOp({
    name: "centre",
    doc: "The middle cell (or the middle 2 of an even side) as a plain rectangle in its place.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const { width: w, height: h } = grid;
      if (w === 0 || h === 0) return undefined;
      const cw = w % 2 === 0 ? 2 : 1, ch = h % 2 === 0 ? 2 : 1;
      const x = grid.x + ((w - cw) >> 1), y = grid.y + ((h - ch) >> 1);
      return Grid.filled(cw, ch, majorityColour(grid), x, y);
    },
  }),
];
