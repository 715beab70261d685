import type { Prng } from "../../../substrate/values/prng.ts";
import type { Grid } from "../../grid/grid.ts";
import { Canvas } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColour, drawColours, placeApart } from "../drawing.ts";

type Step = readonly [number, number];
const STRAIGHT: readonly Step[] = [[1, 0], [0, 1], [-1, 0], [0, -1]];
const DIAGONAL: readonly Step[] = [[1, 1], [-1, 1], [-1, -1], [1, -1]];

/** Lines that start at cells. */
export const rayFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "rays",
    concept: "rays",
    doc:
      "Each cell shoots a line to the edge: one way, both ways, or, hard, a way that depends on its colour.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 2, 2));
      const first = prng.below(4);
      const ways = level.by(
        [[STRAIGHT[first]!]],
        [[STRAIGHT[first]!, STRAIGHT[(first + 2) % 4]!]],
        [[STRAIGHT[first]!, STRAIGHT[(first + 2) % 4]!], [STRAIGHT[(first + 1) % 4]!]],
      );
      return (pair) => {
        const input = seeds(pair, level.side(pair), level.side(pair), colours, level.by(2, 3, 4));
        if (input === null) return null;
        const output = Canvas.of(input);
        eachSeed(input, colours, (x, y, colour) => {
          for (const step of ways[colours.indexOf(colour) % ways.length]!) {
            shoot(output, x, y, step, colour, () => false);
          }
        });
        return crossingsAreClear(input, output.toGrid())
          ? { input, output: output.toGrid() }
          : null;
      };
    },
  }),
  defineFamily({
    name: "diagonal_rays",
    concept: "rays",
    doc: "Each cell shoots diagonal lines to the edge: one, two or all four.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 2, 1));
      const first = prng.below(4);
      const steps = [...DIAGONAL.slice(first), ...DIAGONAL.slice(0, first)].slice(
        0,
        level.by(1, 2, 4),
      );
      return (pair) => {
        const input = seeds(pair, level.side(pair), level.side(pair), colours, level.by(1, 2, 2));
        if (input === null) return null;
        const output = Canvas.of(input);
        eachSeed(input, colours, (x, y, colour) => {
          for (const step of steps) shoot(output, x, y, step, colour, () => false);
        });
        return crossingsAreClear(input, output.toGrid())
          ? { input, output: output.toGrid() }
          : null;
      };
    },
  }),
  defineFamily({
    name: "blocked_rays",
    concept: "rays",
    doc: "Each cell shoots a line that stops before the first obstacle.",
    rule: (level, prng) => {
      const block = drawColour(prng);
      const colours = drawColours(prng, level.by(1, 2, 3), [block]);
      const steps = level.by(1, 1, 2);
      const first = prng.below(4);
      return (pair) => {
        const canvas = new Canvas(level.side(pair) + 1, level.side(pair) + 1);
        const stamps = [
          ...Array.from(
            { length: level.by(3, 4, 6) },
            () => blob(pair, 2, 2, pair.between(1, 3), block),
          ),
          ...Array.from(
            { length: level.by(2, 3, 3) },
            () => blob(pair, 1, 1, 1, pair.pick(colours)),
          ),
        ];
        if (placeApart(pair, canvas, stamps) === null) return null;
        const input = canvas.toGrid();
        let stopped = 0;
        eachSeed(input, colours, (x, y, colour) => {
          for (let i = 0; i < steps; i++) {
            const hit = shoot(
              canvas,
              x,
              y,
              STRAIGHT[(first + 2 * i) % 4]!,
              colour,
              (c) => c === block,
            );
            if (hit) stopped++;
          }
        });
        const output = canvas.toGrid();
        return stopped > 0 && crossingsAreClear(input, output) ? { input, output } : null;
      };
    },
  }),
  defineFamily({
    name: "cross_lines",
    concept: "rays",
    doc:
      "Each cell draws its whole row and column; in hard tasks crossings have a colour of their own.",
    rule: (level, prng) => {
      const [colour, crossing] = drawColours(prng, 2);
      return (pair) => {
        const input = seeds(pair, level.side(pair), level.side(pair), [colour!], level.by(1, 2, 2));
        if (input === null) return null;
        const output = Canvas.of(input);
        const columns = new Set<number>(), rows = new Set<number>();
        eachSeed(input, [colour!], (x, y) => {
          columns.add(x);
          rows.add(y);
          for (const step of STRAIGHT) shoot(output, x, y, step, colour!, () => false);
        });
        if (columns.size < level.by(1, 2, 2) || rows.size < level.by(1, 2, 2)) return null;
        if (level.rank === 2) {
          for (const x of columns) {
            for (const y of rows) if (input.at(x, y) === 0) output.set(x, y, crossing!);
          }
        }
        return { input, output: output.toGrid() };
      };
    },
  }),
];

/** Single cells, no two of them in one row or column or touching. */
function seeds(
  pair: Prng,
  width: number,
  height: number,
  colours: readonly number[],
  count: number,
): Grid | null {
  const canvas = new Canvas(width, height);
  const columns = pair.shuffled(Array.from({ length: width - 2 }, (_, i) => i + 1));
  const rows = pair.shuffled(Array.from({ length: height - 2 }, (_, i) => i + 1));
  for (let i = 0; i < count; i++) {
    const x = columns[i]!, y = rows[i]!;
    if (!canvas.isFree(x, y, 1, 1)) return null;
    canvas.set(x, y, i < colours.length ? colours[i]! : pair.pick(colours));
  }
  return canvas.toGrid();
}

/** Visits the cells colour by colour, so that lines of a later colour always lie above. */
function eachSeed(
  input: Grid,
  colours: readonly number[],
  visit: (x: number, y: number, colour: number) => void,
): void {
  for (const colour of colours) {
    Canvas.of(input).each((x, y, found) => {
      if (found === colour) visit(x, y, colour);
    });
  }
}

/** Draws from the cell after x,y on; true when something stopped the line before the edge. */
function shoot(
  canvas: Canvas,
  x: number,
  y: number,
  [dx, dy]: Step,
  colour: number,
  stops: (colour: number) => boolean,
): boolean {
  for (let cx = x + dx, cy = y + dy; canvas.has(cx, cy); cx += dx, cy += dy) {
    if (stops(canvas.get(cx, cy))) return true;
    canvas.set(cx, cy, colour);
  }
  return false;
}

/** False when a line ran over a cell of the input, so that which one lies above would be a guess. */
function crossingsAreClear(input: Grid, output: Grid): boolean {
  return input.cells.every((colour, i) => colour === 0 || output.cells[i] === colour);
}
