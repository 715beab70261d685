import type { Grid } from "../grid/grid.ts";
import { choiceFact, type FactKind, factKind } from "./fact_kind.ts";

/** The seven rigid motions besides staying put; `half_turn` turns by 180°. */
export const MOTIONS = [
  "flip_x",
  "flip_y",
  "half_turn",
  "transpose",
  "anti_transpose",
  "turn_right",
  "turn_left",
] as const;
type Motion = (typeof MOTIONS)[number];

type Period = { readonly dx: number; readonly dy: number };

/** Mirror and turn symmetries, periods, and outputs that are the input moved as a whole. */
export const symmetryFacts: readonly FactKind[] = [
  choiceFact(
    "symmetry.input",
    "The input looks the same after this motion.",
    "motion",
    MOTIONS.slice(0, 6),
    (motion, { input }) => input.cells.length > 1 && agreesAfter(motion, input, input),
  ),
  choiceFact(
    "symmetry.output",
    "The output looks the same after this motion.",
    "motion",
    MOTIONS.slice(0, 6),
    (motion, { output }) => output.cells.length > 1 && agreesAfter(motion, output, output),
  ),
  choiceFact(
    "symmetry.motion",
    "The output is the input after this motion, and differs from it.",
    "motion",
    MOTIONS,
    (motion, { input, output }) => agreesAfter(motion, input, output) && !input.equals(output),
  ),
  periodFact("symmetry.input_period", "input"),
  periodFact("symmetry.output_period", "output"),
];

function periodFact(name: string, side: "input" | "output"): FactKind {
  return factKind<Period>({
    name,
    doc:
      `The ${side} repeats every dx columns and dy rows (0: not in that direction), at least twice; the least such.`,
    propose: (pairs) => pairs.map((pair) => periodOf(pair[side])).filter((p) => p.dx + p.dy > 0),
    holds: ({ dx, dy }, pair) => {
      const found = periodOf(pair[side]);
      return found.dx === dx && found.dy === dy;
    },
  });
}

/** Where the cell that lands on column `x`, row `y` comes from. */
function sourceOf(motion: Motion, grid: Grid, x: number, y: number): number {
  const { width: w, height: h } = grid;
  switch (motion) {
    case "flip_x":
      return y * w + w - 1 - x;
    case "flip_y":
      return (h - 1 - y) * w + x;
    case "half_turn":
      return (h - 1 - y) * w + w - 1 - x;
    case "transpose":
      return x * w + y;
    case "anti_transpose":
      return (h - 1 - x) * w + w - 1 - y;
    case "turn_right":
      return (h - 1 - x) * w + y;
    case "turn_left":
      return x * w + w - 1 - y;
  }
}

function agreesAfter(motion: Motion, from: Grid, to: Grid): boolean {
  const turns = motion === "transpose" || motion === "anti_transpose" || motion.startsWith("turn");
  const w = turns ? from.height : from.width, h = turns ? from.width : from.height;
  if (to.width !== w || to.height !== h) return false;
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      if (to.at(x, y) !== from.cells[sourceOf(motion, from, x, y)]) return false;
    }
  }
  return true;
}

const known = new WeakMap<Grid, Period>();

/** The least horizontal and vertical period that fits at least twice; a grid of one colour has none. */
function periodOf(grid: Grid): Period {
  const seen = known.get(grid);
  if (seen !== undefined) return seen;
  const { width, height, cells } = grid;
  const period = cells.every((cell) => cell === cells[0]) ? { dx: 0, dy: 0 } : {
    dx: leastShift(width, (d) => repeats(grid, d, 0)),
    dy: leastShift(height, (d) => repeats(grid, 0, d)),
  };
  known.set(grid, period);
  return period;
}

function leastShift(side: number, fits: (shift: number) => boolean): number {
  for (let shift = 1; shift * 2 <= side; shift++) if (fits(shift)) return shift;
  return 0;
}

function repeats(grid: Grid, dx: number, dy: number): boolean {
  for (let y = dy; y < grid.height; y++) {
    for (let x = dx; x < grid.width; x++) {
      if (grid.at(x, y) !== grid.at(x - dx, y - dy)) return false;
    }
  }
  return true;
}
