import { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, whole, word } from "../op.ts";
import { backgroundOf, colourCounts, coloursByCount } from "./_background.ts";
import { gather } from "./_cutting.ts";
import { objectsByColour, QUANTITIES, quantityOf } from "./_quantities.ts";
import { segmentsOf } from "./_segments.ts";
import { table } from "./_tables.ts";

/** What a histogram has bars for. */
export const BARS = ["colours", "objects_of_colour", "objects"] as const;

/** Colours named by their part in the grid. */
export const INK_ROLES = [
  "commonest",
  "rarest",
  "commonest_foreground",
  "rarest_foreground",
  "most_objects",
  "fewest_objects",
  "largest_object",
  "smallest_object",
] as const;

/** One of {@linkcode INK_ROLES}. */
export type InkRole = (typeof INK_ROLES)[number];

/** The colour that plays a part in a grid, if any does. */
export function inkOf(grid: Grid, role: InkRole): number | undefined {
  const order = coloursByCount(grid);
  const front = order.filter((c) => c !== backgroundOf(grid));
  const objects = segmentsOf(grid, "same8").list;
  const bySize = [...objects].sort((a, b) => b.cells.length - a.cells.length);
  const counts = objectsByColour(grid);
  const byObjects = front.filter((c) => counts[c]! > 0).sort((a, b) => counts[b]! - counts[a]!);
  switch (role) {
    case "commonest":
      return order[0];
    case "rarest":
      return order[order.length - 1];
    case "commonest_foreground":
      return front[0];
    case "rarest_foreground":
      return front[front.length - 1];
    case "most_objects":
      return byObjects[0];
    case "fewest_objects":
      return byObjects[byObjects.length - 1];
    case "largest_object":
      return bySize[0]?.colour;
    case "smallest_object":
      return bySize[bySize.length - 1]?.colour;
  }
}

/** Bars of a histogram in reading order of what they count. */
function barsOf(grid: Grid, of: (typeof BARS)[number]): { colour: number; count: number }[] {
  const pieces = segmentsOf(grid, "same8").list;
  if (of === "objects") return pieces.map((s) => ({ colour: s.colour, count: s.cells.length }));
  const seen = [...new Set(pieces.map((s) => s.colour))];
  const counts = of === "colours" ? colourCounts(grid) : objectsByColour(grid);
  return seen.map((colour) => ({ colour, count: counts[colour]! }));
}

/** Answers made from counts. */
export const countingOps: readonly Op[] = [
  defineOp({
    name: "histogram",
    doc:
      "A bar per colour or object, as long as its count (or one cell), in order of count or of place.",
    takes: ["grid"],
    gives: "grid",
    params: {
      of: word(...BARS),
      order: word("most", "least", "place"),
      bars: word("rows", "columns"),
      length: word("count", "one"),
    },
    run: ([grid], { of, order, bars, length }) => {
      const list = barsOf(grid, of);
      if (order !== "place") {
        list.sort((a, b) => (order === "most" ? b.count - a.count : a.count - b.count));
      }
      const longest = length === "one" ? 1 : Math.max(0, ...list.map((bar) => bar.count));
      if (list.length > 30 || longest > 30 || list.length === 0) return undefined;
      const background = backgroundOf(grid);
      const at = (line: number, k: number) =>
        k < (length === "one" ? 1 : list[line]!.count) ? list[line]!.colour : background;
      return bars === "rows"
        ? gather(longest, list.length, (x, y) => at(y, x))
        : gather(list.length, longest, (x, y) => at(x, y));
    },
  }),
  defineOp({
    name: "count_cells",
    doc:
      "As many cells of a colour (-1: the commonest but the background) as a quantity says, in a grid of that width and height (0: the quantity), on 0.",
    takes: ["grid"],
    gives: "grid",
    params: {
      quantity: word(...QUANTITIES),
      ink: whole(-1, 9),
      width: whole(0, 30),
      height: whole(0, 30),
      along: word("rows", "columns", "snake", "diagonal"),
    },
    run: ([grid], { quantity, ink, width, height, along }) => {
      const n = quantityOf(grid, quantity);
      const w = width === 0 ? n : width, h = height === 0 ? n : height;
      const colour = ink >= 0 ? ink : inkOf(grid, "commonest_foreground");
      if (w < 1 || h < 1 || w > 30 || h > 30 || colour === undefined) return undefined;
      return gather(w, h, (x, y) => {
        const u = along === "snake" && y % 2 === 1 ? w - 1 - x : x;
        const place = along === "columns"
          ? x * h + y
          : along === "diagonal"
          ? (x === y ? x : Infinity)
          : y * w + u;
        return place < n ? colour : 0;
      });
    },
  }),
  defineOp({
    name: "answer_by_quantity",
    doc:
      "The literal grid listed for a quantity of the input: rows of [quantity, width, cells...].",
    takes: ["grid"],
    gives: "grid",
    params: { quantity: word(...QUANTITIES), answers: table },
    run: ([grid], { quantity, answers }) => {
      const n = quantityOf(grid, quantity);
      const row = answers.find((answer) => answer[0] === n);
      if (row === undefined || row.length < 3) return undefined;
      const width = row[1]!, cells = row.slice(2);
      if (width < 1 || cells.length % width !== 0) return undefined;
      return new Grid(width, cells.length / width, Uint8Array.from(cells));
    },
  }),
  defineOp({
    name: "solid",
    doc:
      "A grid of one colour, named by its part in the input, of a fixed size or (0) the input's.",
    takes: ["grid"],
    gives: "grid",
    params: { role: word(...INK_ROLES), width: whole(0, 30), height: whole(0, 30) },
    run: ([grid], { role, width, height }) => {
      const colour = inkOf(grid, role);
      if (colour === undefined) return undefined;
      return Grid.filled(width || grid.width, height || grid.height, colour);
    },
  }),
];
