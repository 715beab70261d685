import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { backgroundOf } from "./_background.ts";
import { table } from "./_tables.ts";

/** In a stamp, the ink that is the mark's own colour. */
export const OWN_INK = 11;

/** Paints each mark's stamp; rows are [colour of the mark, dx, dy, ink, dx, dy, ink, …]; −1 stands for any colour but the background. */
export function stampMarks(
  grid: Grid,
  stamps: readonly (readonly number[])[],
  over: "background" | "all",
): Grid {
  const { width, height, cells } = grid;
  const background = backgroundOf(grid);
  const byColour = new Map<number, readonly number[]>();
  for (const row of stamps) byColour.set(row[0]!, row);
  const out = new Uint8Array(cells);
  for (let i = 0; i < cells.length; i++) {
    const own = cells[i]!;
    const stamp = byColour.get(own) ?? (own === background ? undefined : byColour.get(-1));
    if (stamp === undefined) continue;
    const x = i % width, y = (i - x) / width;
    for (let k = 1; k + 2 < stamp.length; k += 3) {
      const u = x + stamp[k]!, v = y + stamp[k + 1]!;
      if (u < 0 || v < 0 || u >= width || v >= height) continue;
      const at = v * width + u;
      if (over === "background" && cells[at] !== background) continue;
      const ink = stamp[k + 2]!;
      out[at] = ink === OWN_INK ? own : ink;
    }
  }
  return new Grid(width, height, out);
}

/** Replaces every place where a pattern stands (−1 matches any colour) by another; occurrences are found in the original, in reading order, without overlap. */
export function replacePattern(
  grid: Grid,
  from: readonly (readonly number[])[],
  to: readonly (readonly number[])[],
): Grid {
  const h = from.length, w = from[0]?.length ?? 0;
  const out = new Uint8Array(grid.cells);
  const used = new Uint8Array(grid.cells.length);
  for (let y = 0; y + h <= grid.height; y++) {
    for (let x = 0; x + w <= grid.width; x++) {
      let stands = true;
      for (let v = 0; v < h && stands; v++) {
        for (let u = 0; u < w && stands; u++) {
          const want = from[v]![u]!, at = (y + v) * grid.width + x + u;
          stands = used[at] === 0 && (want < 0 || want === grid.cells[at]);
        }
      }
      if (!stands) continue;
      for (let v = 0; v < h; v++) {
        for (let u = 0; u < w; u++) {
          const at = (y + v) * grid.width + x + u;
          if (to[v]![u]! >= 0) out[at] = to[v]![u]!;
          used[at] = 1;
        }
      }
    }
  }
  return new Grid(grid.width, grid.height, out);
}

/** Putting learned little patterns where marks stand. */
export const stampOps: readonly Op[] = [
  defineOp({
    name: "stamp_marks",
    doc:
      "Around every cell of a colour its stamp: rows of [colour (-1: any), dx, dy, ink, ...]; ink 11 is the mark's own colour.",
    takes: ["grid"],
    gives: "grid",
    params: { stamps: table, over: word("background", "all") },
    run: ([grid], { stamps, over }) => stampMarks(grid, stamps, over),
  }),
  defineOp({
    name: "replace_pattern",
    doc:
      "Every place where a small pattern stands replaced by another of its size; -1 matches or keeps anything.",
    takes: ["grid"],
    gives: "grid",
    params: { from: table, to: table },
    run: ([grid], { from, to }) => {
      const h = from.length, w = from[0]?.length ?? 0;
      const shaped = h > 0 && w > 0 && to.length === h &&
        [...from, ...to].every((r) => r.length === w);
      return shaped ? replacePattern(grid, from, to) : undefined;
    },
  }),
];
