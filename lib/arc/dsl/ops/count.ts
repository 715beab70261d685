import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { components } from "./_components.ts";
import { countColours, majorityColour } from "./_tally.ts";

function count(grid: Grid, what: "cells" | "colours" | "objects"): number {
  const counts = countColours(grid);
  if (what === "cells") return grid.cells.length - counts[0]!;
  if (what === "colours") return counts.subarray(1).filter((n) => n > 0).length;
  return components(grid, { ground: 0, mixed: false, corners: true }).count;
}

/** Primitives that turn numbers into pictures. */
export const countOps: readonly Op[] = [
  defineOp({
    name: "count",
    doc: "A bar or square of the majority colour whose side is a count (at most 30).",
    takes: ["grid"],
    gives: "grid",
    params: { of: word("cells", "colours", "objects"), shape: word("row", "column", "square") },
    run: ([grid], { of, shape }) => {
      const n = count(grid, of);
      if (n < 1 || n > 30) return undefined;
      const ink = majorityColour(grid);
      return Grid.filled(shape === "column" ? 1 : n, shape === "row" ? 1 : n, ink);
    },
  }),
];
