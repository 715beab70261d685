import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { MAX_AREA } from "../value.ts";
import { backgroundOf, colourCounts, coloursByCount } from "./_background.ts";
import { panelBoxes, separatorLines } from "./_panel_boxes.ts";
import { cutBox, gather, keepRows } from "./_cutting.ts";
import { QUANTITIES, quantityOf } from "./_quantities.ts";

const side = whole(1, 30);

/** Each cell as a block of `fx` by `fy` equal cells; `undefined` where that is too large. */
export function enlarge(grid: Grid, fx: number, fy: number): Grid | undefined {
  const width = grid.width * fx, height = grid.height * fy;
  if (width * height > MAX_AREA || width * height === 0) return undefined;
  return gather(
    width,
    height,
    (x, y) => grid.at(Math.floor(x / fx), Math.floor(y / fy)),
  );
}

/** The box of the cells of one colour, or of all but the background for −1 (least colour: −2, commonest other: −3). */
export function contentBox(grid: Grid, colour: number): Grid | undefined {
  const background = backgroundOf(grid);
  const order = coloursByCount(grid).filter((c) => c !== background);
  const wanted = colour === -2 ? order[order.length - 1] : colour === -3 ? order[0] : colour;
  if (wanted === undefined) return undefined;
  let x0 = grid.width, y0 = grid.height, x1 = -1, y1 = -1;
  for (let i = 0; i < grid.cells.length; i++) {
    const c = grid.cells[i]!;
    if (wanted === -1 ? c === background : c !== wanted) continue;
    const x = i % grid.width, y = (i - x) / grid.width;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return x1 < 0 ? undefined : cutBox(grid, x0, y0, x1 - x0 + 1, y1 - y0 + 1);
}

/** Changing the size of the whole grid. */
export const resizeOps: readonly Op[] = [
  defineOp({
    name: "enlarge",
    doc: "Every cell as a block of fx by fy cells.",
    takes: ["grid"],
    gives: "grid",
    params: { fx: side, fy: side },
    run: ([grid], { fx, fy }) => enlarge(grid, fx, fy),
  }),
  defineOp({
    name: "enlarge_by",
    doc: "Every cell as a square block whose side is a quantity of the input grid.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { quantity: word(...QUANTITIES) },
    run: ([grid, input], { quantity }) => {
      const f = quantityOf(input, quantity);
      return f < 1 || f > 30 ? undefined : enlarge(grid, f, f);
    },
  }),
  defineOp({
    name: "reduce_blocks",
    doc:
      "One cell for every block of fx by fy cells: its commonest colour, or any colour on a background.",
    takes: ["grid"],
    gives: "grid",
    params: { fx: side, fy: side, take: word("most", "any", "corner") },
    run: ([grid], { fx, fy, take }) => {
      if (grid.width % fx !== 0 || grid.height % fy !== 0) return undefined;
      const background = backgroundOf(grid);
      return gather(grid.width / fx, grid.height / fy, (x, y) => {
        if (take === "corner") return grid.at(x * fx, y * fy);
        const block = cutBox(grid, x * fx, y * fy, fx, fy)!;
        const counts = colourCounts(block);
        if (take === "any") counts[background] = 0;
        const best = counts.indexOf(Math.max(...counts));
        return counts[best] === 0 ? background : best;
      });
    },
  }),
  defineOp({
    name: "cut_content",
    doc:
      "The box of one colour; -1: of all but the background, -2: of the rarest, -3: of the commonest colour.",
    takes: ["grid"],
    gives: "grid",
    params: { colour: whole(-3, 9) },
    run: ([grid], { colour }) => contentBox(grid, colour),
  }),
  defineOp({
    name: "cut_part",
    doc: "One of the equal parts of a grid, counted from 0 in reading order.",
    takes: ["grid"],
    gives: "grid",
    params: { columns: whole(1, 9), rows: whole(1, 9), index: whole(0, 80) },
    run: ([grid], { columns, rows, index }) => {
      const box = panelBoxes(grid, `parts${columns}x${rows}`)[index];
      return box && cutBox(grid, box.x, box.y, box.width, box.height);
    },
  }),
  defineOp({
    name: "trim",
    doc: "The grid without that many cells on each side.",
    takes: ["grid"],
    gives: "grid",
    params: { left: whole(0, 29), top: whole(0, 29), right: whole(0, 29), bottom: whole(0, 29) },
    run: ([grid], { left, top, right, bottom }) =>
      cutBox(grid, left, top, grid.width - left - right, grid.height - top - bottom),
  }),
  defineOp({
    name: "add_frame",
    doc: "The grid with a frame of that many cells in a colour (-1: the edge cells repeated).",
    takes: ["grid"],
    gives: "grid",
    params: { size: whole(1, 9), colour: whole(-1, 9) },
    run: ([grid], { size, colour }) => {
      const width = grid.width + 2 * size, height = grid.height + 2 * size;
      if (width * height > MAX_AREA || grid.cells.length === 0) return undefined;
      return gather(width, height, (x, y) => {
        const u = x - size, v = y - size;
        const inside = u >= 0 && v >= 0 && u < grid.width && v < grid.height;
        if (!inside && colour >= 0) return colour;
        const cu = Math.min(grid.width - 1, Math.max(0, u));
        return grid.at(cu, Math.min(grid.height - 1, Math.max(0, v)));
      });
    },
  }),
  defineOp({
    name: "drop_repeats",
    doc: "The grid without rows and columns that equal the one before (next) or any before (all).",
    takes: ["grid"],
    gives: "grid",
    params: { scope: word("next", "all") },
    run: ([grid], { scope }) => {
      const once = keepRows(
        grid,
        (row, rows) => scope === "next" ? rows[rows.length - 1] !== row : !rows.includes(row),
      );
      return keepRows(
        once,
        (column, columns) =>
          scope === "next" ? columns[columns.length - 1] !== column : !columns.includes(column),
        true,
      );
    },
  }),
  defineOp({
    name: "drop_lines",
    doc: "The grid without its separator lines.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const lines = separatorLines(grid);
      if (lines === undefined) return undefined;
      const xs = [...Array(grid.width).keys()].filter((x) => !lines.columns.includes(x));
      const ys = [...Array(grid.height).keys()].filter((y) => !lines.rows.includes(y));
      return gather(xs.length, ys.length, (x, y) => grid.at(xs[x]!, ys[y]!));
    },
  }),
];
