import { Grid } from "../../grid/grid.ts";
import { colour, defineOp, type Op } from "../op.ts";
import { majorityColour } from "./_tally.ts";

/** Replaces every cell by its colour's entry in a table of ten. */
export function mapCells(grid: Grid, table: ArrayLike<number>): Grid {
  const out = new Uint8Array(grid.cells.length);
  const cells = grid.cells;
  for (let i = 0; i < out.length; i++) out[i] = table[cells[i]!]!;
  return new Grid(grid.width, grid.height, out, grid.x, grid.y);
}

/** Primitives that keep, drop or replace colours cell by cell. */
export const colourOps: readonly Op[] = [
  defineOp({
    name: "filter_colour",
    doc: "Keeps the cells of one colour; the rest becomes 0.",
    takes: ["grid"],
    gives: "grid",
    params: { colour },
    run: ([grid], { colour }) => {
      const out = new Uint8Array(grid.cells.length);
      const cells = grid.cells;
      for (let i = 0; i < out.length; i++) if (cells[i] === colour) out[i] = colour;
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "erase_colour",
    doc: "Sets the cells of one colour to 0.",
    takes: ["grid"],
    gives: "grid",
    params: { colour },
    run: ([grid], { colour }) => {
      const out = new Uint8Array(grid.cells.length);
      const cells = grid.cells;
      for (let i = 0; i < out.length; i++) if (cells[i] !== colour) out[i] = cells[i]!;
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "paint_shape",
    doc: "Gives every cell that is not 0 one colour.",
    takes: ["grid"],
    gives: "grid",
    params: { colour },
    run: ([grid], { colour }) => {
      const out = new Uint8Array(grid.cells.length);
      const cells = grid.cells;
      for (let i = 0; i < out.length; i++) if (cells[i] !== 0) out[i] = colour;
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "swap_ground",
    doc: "Turns 0 into the majority colour and everything else into 0.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const ink = majorityColour(grid) || 1;
      const out = new Uint8Array(grid.cells.length);
      const cells = grid.cells;
      for (let i = 0; i < out.length; i++) if (cells[i] === 0) out[i] = ink;
      return new Grid(grid.width, grid.height, out, grid.x, grid.y);
    },
  }),
  defineOp({
    name: "majority_colour",
    doc: "One cell of the most frequent colour other than 0.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => Grid.filled(1, 1, majorityColour(grid)),
  }),
];
