import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";

/** The picture moved within its frame; what enters is 0, or with `wrap` what left on the other side. */
export function shift(grid: Grid, dx: number, dy: number, wrap: boolean): Grid {
  const { width: w, height: h, cells } = grid;
  const out = new Uint8Array(cells.length);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      let tx = x + dx, ty = y + dy;
      if (wrap) {
        tx = ((tx % w) + w) % w;
        ty = ((ty % h) + h) % h;
      } else if (tx < 0 || ty < 0 || tx >= w || ty >= h) continue;
      out[ty * w + tx] = cells[i]!;
    }
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Moves of the whole picture. */
export const shiftOps: readonly Op[] = [
  defineOp({
    name: "shift",
    doc: "The picture moved by so many cells within its frame; 0 enters, or what left comes round.",
    takes: ["grid"],
    gives: "grid",
    params: { dx: whole(-29, 29), dy: whole(-29, 29), edge: word("blank", "wrap") },
    run: ([grid], { dx, dy, edge }) => shift(grid, dx, dy, edge === "wrap"),
  }),
];
