import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { MAX_AREA } from "../value.ts";
import { backgroundOf, coloursByCount } from "./_background.ts";
import { gather } from "./_cutting.ts";
import { numbers } from "./_tables.ts";
import { applyMotion, MOTIONS } from "./rigid.ts";

/** Tiles under numbered motions (see MOTIONS), row-major; −1 leaves a background tile. */
export function tileMotions(
  grid: Grid,
  columns: number,
  rows: number,
  motions: readonly number[],
): Grid | undefined {
  const { width: w, height: h } = grid;
  if (w * h * columns * rows > MAX_AREA || motions.length !== columns * rows) return undefined;
  const background = backgroundOf(grid);
  const tiles = motions.map((m) => m < 0 ? undefined : applyMotion(grid, MOTIONS[m] ?? "identity"));
  if (tiles.some((t) => t !== undefined && (t.width !== w || t.height !== h))) return undefined;
  return gather(w * columns, h * rows, (x, y) => {
    const tile = tiles[Math.floor(y / h) * columns + Math.floor(x / w)];
    return tile === undefined ? background : tile.at(x % w, y % h);
  });
}

/** Which cells of the grid become a copy of it: those of a colour, of any but the background, of the commonest or the rarest. */
export const KRONECKER_KEYS = [
  "colour",
  "foreground",
  "background",
  "commonest",
  "rarest",
] as const;

/** The grid put at every cell of itself that the key takes; elsewhere one colour. */
export function kronecker(
  grid: Grid,
  key: (typeof KRONECKER_KEYS)[number],
  colour: number,
  blank: number,
  inverted: boolean,
): Grid | undefined {
  const { width: w, height: h } = grid;
  if (w * h * w * h > MAX_AREA) return undefined;
  const background = backgroundOf(grid);
  const order = coloursByCount(grid);
  const takes = (c: number): boolean => {
    if (key === "colour") return c === colour;
    if (key === "foreground") return c !== background;
    if (key === "background") return c === background;
    return c === (key === "commonest" ? order[0] : order[order.length - 1]);
  };
  const foreground = order.find((c) => c !== background) ?? background;
  return gather(w * w, h * h, (x, y) => {
    if (!takes(grid.at(Math.floor(x / w), Math.floor(y / h)))) return blank;
    const c = grid.at(x % w, y % h);
    return inverted ? (c === background ? foreground : background) : c;
  });
}

/** Building a larger grid out of copies. */
export const tilingOps: readonly Op[] = [
  defineOp({
    name: "tile_motions",
    doc:
      "Copies side by side, each under its own symmetry (numbered as move_rigid lists them; -1: blank).",
    takes: ["grid"],
    gives: "grid",
    params: { columns: whole(1, 30), rows: whole(1, 30), motions: numbers },
    run: ([grid], { columns, rows, motions }) => tileMotions(grid, columns, rows, motions),
  }),
  defineOp({
    name: "kronecker",
    doc:
      "A copy of the grid (plain or inverted) at each of its cells that the key takes, elsewhere blank.",
    takes: ["grid"],
    gives: "grid",
    params: {
      key: word(...KRONECKER_KEYS),
      colour: whole(0, 9),
      blank: whole(0, 9),
      copy: word("plain", "inverted"),
    },
    run: ([grid], { key, colour, blank, copy }) =>
      kronecker(grid, key, colour, blank, copy === "inverted"),
  }),
  defineOp({
    name: "tile_to",
    doc: "The grid repeated over an area given in cells, shifted by dx, dy.",
    takes: ["grid"],
    gives: "grid",
    params: { width: whole(1, 30), height: whole(1, 30), dx: whole(0, 29), dy: whole(0, 29) },
    run: ([grid], { width, height, dx, dy }) => {
      if (grid.cells.length === 0) return undefined;
      return gather(
        width,
        height,
        (x, y) => grid.at((x + dx) % grid.width, (y + dy) % grid.height),
      );
    },
  }),
  defineOp({
    name: "tile_by",
    doc:
      "Copies side by side, as many each way as the input has colours, or its width by its height.",
    takes: ["grid", "grid"],
    gives: "grid",
    params: { times: word("colours", "foreground_colours", "size") },
    run: ([grid, input], { times }) => {
      const background = backgroundOf(input);
      const all = coloursByCount(input);
      const n = times === "colours" ? all.length : all.filter((c) => c !== background).length;
      const columns = times === "size" ? input.width : n;
      const rows = times === "size" ? input.height : n;
      return tileMotions(grid, columns, rows, new Array<number>(columns * rows).fill(0));
    },
  }),
];
