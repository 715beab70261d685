import { colour, defineOp, type Op, word } from "../op.ts";
import { cutBox } from "./_cutting.ts";
import { fillByMirrors } from "./_mirror_axes.ts";
import { fillByPeriod, PERIODS } from "./_periods.ts";

/** Completing a regular picture under a mask colour. */
export const symmetryFillOps: readonly Op[] = [
  defineOp({
    name: "complete_mirror",
    doc:
      "Masked cells taken from their mirror images, about the axes (also off-centre) that fit best.",
    takes: ["grid"],
    gives: "grid",
    params: { mask: colour, axes: word("x", "y", "both", "all") },
    run: ([grid], { mask, axes }) => fillByMirrors(grid, mask, axes),
  }),
  defineOp({
    name: "complete_period",
    doc: "Masked cells taken from the smallest repetition that the other cells keep.",
    takes: ["grid"],
    gives: "grid",
    params: { mask: colour, along: word(...PERIODS) },
    run: ([grid], { mask, along }) => fillByPeriod(grid, mask, along),
  }),
  defineOp({
    name: "cut_where",
    doc: "The part of the second grid under the box of a colour in the first.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { colour },
    run: ([grid, from], params) => {
      let x0 = grid.width, y0 = grid.height, x1 = -1, y1 = -1;
      grid.cells.forEach((c, i) => {
        if (c !== params.colour) return;
        const x = i % grid.width, y = (i - x) / grid.width;
        x0 = Math.min(x0, x);
        x1 = Math.max(x1, x);
        y0 = Math.min(y0, y);
        y1 = Math.max(y1, y);
      });
      return x1 < 0 ? undefined : cutBox(from, x0, y0, x1 - x0 + 1, y1 - y0 + 1);
    },
  }),
];
