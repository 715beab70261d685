import { Grid } from "../grid/grid.ts";
import { backgroundOf } from "../objects/background.ts";
import type { Pair } from "../task/task.ts";
import { changedCells } from "./change_facts.ts";
import { choiceFact, type FactKind, factKind, sameSize } from "./fact_kind.ts";

/** Steps of one cell by name. */
const STEPS = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
  up_left: [-1, -1],
  up_right: [1, -1],
  down_left: [-1, 1],
  down_right: [1, 1],
} as const;
type Direction = keyof typeof STEPS;
const DIRECTIONS = Object.keys(STEPS) as Direction[];

/** Signatures of falling cells and of rays shot from cells. */
export const motionFacts: readonly FactKind[] = [
  choiceFact(
    "motion.gravity",
    "Each line's cells that are not background fall this way, in their order, and come to rest.",
    "direction",
    DIRECTIONS.slice(0, 4),
    (direction, pair) =>
      sameSize(pair) && !pair.input.equals(pair.output) &&
      fallen(pair.input, direction).equals(pair.output),
  ),
  factKind<{ readonly directions: readonly Direction[] }>({
    name: "motion.rays",
    doc:
      "Every changed cell was background and continues, in one of these directions, a line of its own " +
      "colour that begins at a cell of the input; each direction is needed for at least one cell.",
    propose: (pairs) =>
      pairs.map((pair) => ({ directions: rayDirections(pair) })).filter((a) =>
        a.directions.length > 0
      ),
    holds: ({ directions }, pair) => {
      const found = rayDirections(pair);
      return found.length === directions.length && found.every((d, i) => d === directions[i]);
    },
  }),
  choiceFact(
    "motion.shift",
    "The whole grid moves one cell this way, and what leaves comes back on the other side.",
    "direction",
    DIRECTIONS,
    (direction, pair) => !pair.input.equals(pair.output) && rolled(pair, direction),
  ),
];

function fallen(grid: Grid, direction: Direction): Grid {
  const [dx, dy] = STEPS[direction];
  const background = backgroundOf(grid);
  const { width, height } = grid;
  const cells = new Uint8Array(grid.cells.length).fill(background);
  const lines = dx === 0 ? width : height, length = dx === 0 ? height : width;
  for (let line = 0; line < lines; line++) {
    let rest = 0;
    for (let step = 0; step < length; step++) {
      const at = (k: number): number => {
        const place = dx + dy > 0 ? length - 1 - k : k;
        return dx === 0 ? place * width + line : line * width + place;
      };
      const colour = grid.cells[at(step)]!;
      if (colour !== background) cells[at(rest++)] = colour;
    }
  }
  return new Grid(width, height, cells);
}

const known = new WeakMap<Pair, readonly Direction[]>();

/** The directions whose rays explain all changed cells, or none. */
function rayDirections(pair: Pair): readonly Direction[] {
  const seen = known.get(pair);
  if (seen !== undefined) return seen;
  const background = backgroundOf(pair.input);
  const needed = new Set<Direction>();
  let explained = changedCells(pair).length > 0;
  for (const cell of changedCells(pair)) {
    const reaching = pair.input.cells[cell] === background
      ? DIRECTIONS.filter((direction) => reaches(pair, cell, direction))
      : [];
    if (reaching.length === 0) {
      explained = false;
      break;
    }
    if (!reaching.some((direction) => needed.has(direction))) needed.add(reaching[0]!);
  }
  const directions = explained ? DIRECTIONS.filter((direction) => needed.has(direction)) : [];
  known.set(pair, directions);
  return directions;
}

/** True when going back from the cell, over output cells of its colour, ends at an input cell of that colour. */
function reaches({ input, output }: Pair, cell: number, direction: Direction): boolean {
  const [dx, dy] = STEPS[direction];
  const colour = output.cells[cell];
  let x = cell % input.width, y = Math.floor(cell / input.width);
  while (x >= 0 && y >= 0 && x < input.width && y < input.height && output.at(x, y) === colour) {
    if (input.at(x, y) === colour) return true;
    x -= dx;
    y -= dy;
  }
  return false;
}

function rolled(pair: Pair, direction: Direction): boolean {
  if (!sameSize(pair)) return false;
  const { width, height } = pair.input;
  const [dx, dy] = STEPS[direction];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const to = pair.output.at((x + dx + width) % width, (y + dy + height) % height);
      if (pair.input.at(x, y) !== to) return false;
    }
  }
  return true;
}
