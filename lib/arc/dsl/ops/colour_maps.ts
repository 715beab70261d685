import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { backgroundOf, coloursByCount } from "./_background.ts";
import { numbers } from "./_tables.ts";

/** Applies a ten-entry colour table; −1 keeps the colour. */
export function recolour(grid: Grid, map: readonly number[]): Grid {
  const out = grid.cells.map((c) => {
    const to = map[c] ?? -1;
    return to < 0 ? c : to;
  });
  return new Grid(grid.width, grid.height, out, grid.x, grid.y);
}

/** Recolours by frequency place: `map[i]` is a place (0 = commonest) or 100 + a colour; missing keeps. */
export function recolourByPlace(grid: Grid, map: readonly number[], foreground: boolean): Grid {
  const background = backgroundOf(grid);
  const order = coloursByCount(grid).filter((c) => !foreground || c !== background);
  const full = new Array<number>(10).fill(-1);
  order.forEach((c, place) => {
    const to = map[Math.min(place, map.length - 1)] ?? -1;
    if (to >= 100) full[c] = to - 100;
    else if (to >= 0) full[c] = order[to] ?? c;
  });
  return recolour(grid, full);
}

/** Colour for colour. */
export const colourMapOps: readonly Op[] = [
  defineOp({
    name: "map_colours",
    doc: "Every colour replaced by the table's entry; -1 keeps it.",
    takes: ["grid"],
    gives: "grid",
    params: { map: numbers },
    run: ([grid], { map }) => recolour(grid, map),
  }),
  defineOp({
    name: "map_places",
    doc:
      "Colours replaced by how common they are: entry i is the place (or 100 + colour) that the i-th commonest becomes.",
    takes: ["grid"],
    gives: "grid",
    params: { map: numbers, among: word("all", "foreground") },
    run: ([grid], { map, among }) => recolourByPlace(grid, map, among === "foreground"),
  }),
  defineOp({
    name: "swap_two",
    doc: "The two colours of a two-coloured grid exchanged.",
    takes: ["grid"],
    gives: "grid",
    params: {},
    run: ([grid]) => {
      const [a, b, more] = coloursByCount(grid);
      if (a === undefined || b === undefined || more !== undefined) return undefined;
      const map = new Array<number>(10).fill(-1);
      map[a] = b;
      map[b] = a;
      return recolour(grid, map);
    },
  }),
  defineOp({
    name: "paint_foreground",
    doc:
      "Everything but the background in the grid's commonest (or rarest) other colour, or a given one.",
    takes: ["grid"],
    gives: "grid",
    params: { with: whole(-2, 9) },
    run: ([grid], params) => {
      const background = backgroundOf(grid);
      const order = coloursByCount(grid).filter((c) => c !== background);
      const ink = params.with >= 0
        ? params.with
        : params.with === -1
        ? order[0]
        : order[order.length - 1];
      if (ink === undefined) return undefined;
      const map = new Array<number>(10).fill(ink);
      map[background] = -1;
      return recolour(grid, map);
    },
  }),
];
