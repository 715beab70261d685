import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";

function offset(grid: Grid, dx: number, dy: number, around: boolean): Grid {
  const { width: w, height: h, cells } = grid;
  const out = new Uint8Array(cells.length);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      let tx = x + dx, ty = y + dy;
      if (around) {
        tx = ((tx % w) + w) % w;
        ty = ((ty % h) + h) % h;
      } else if (tx < 0 || ty < 0 || tx >= w || ty >= h) continue;
      out[ty * w + tx] = cells[i]!;
    }
  }
  return new Grid(w, h, out, grid.x, grid.y);
}

/** Moves of the whole picture by a fixed distance. */
export const offsetOps: readonly Op[] = [
  defineOp({
    name: "offset",
    doc:
      "The picture moved by so many cells inside its frame; what leaves it is lost or comes back around.",
    takes: ["grid"],
    gives: "grid",
    params: { dx: whole(-29, 29), dy: whole(-29, 29), edge: word("lost", "around") },
    run: ([grid], { dx, dy, edge }) => offset(grid, dx, dy, edge === "around"),
  }),
];
