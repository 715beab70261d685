import type { Prng } from "../../../substrate/values/prng.ts";
import type { Grid } from "../../grid/grid.ts";
import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily, type Level } from "../concept_family.ts";
import { blob, drawColours, placeApart, recolour } from "../drawing.ts";

/** A shape drawn in the input's colour, and the colour it gets. */
interface Repainted {
  readonly shape: Grid;
  readonly to: number;
}

/** Objects that keep their place and get the colour of their class. */
export const recolourFamilies: readonly ConceptFamily[] = [
  repainting(
    "recolour_largest",
    "The largest object gets one colour, the others another.",
    2,
    (level, to) => (pair, from) => {
      const sizes = [pair.between(8, 10), ...sizesBelow(pair, level.by(2, 3, 5), 6)];
      return sizes.map((size, i) => ({
        shape: blob(pair, 4, 4, size, from),
        to: i === 0 ? to[0]! : to[1]!,
      }));
    },
  ),
  repainting(
    "recolour_by_size",
    "Each object gets the colour that belongs to its number of cells.",
    3,
    (level, to) => (pair, from, index) =>
      Array.from({ length: level.by(3, 4, 6) }, (_, i) => {
        const kind = (i + index) % level.by(2, 3, 3);
        return { shape: blob(pair, 3, 3, 2 + kind, from), to: to[kind]! };
      }),
  ),
  repainting(
    "recolour_by_holes",
    "Rings get one colour, shapes without a hole another.",
    2,
    (level, to) => (pair, from) =>
      Array.from({ length: level.by(3, 4, 5) }, (_, i) => {
        if (i % 2 === 1) return { shape: blob(pair, 4, 3, pair.between(4, 6), from), to: to[1]! };
        return { shape: ring(pair, from), to: to[0]! };
      }),
  ),
  repainting(
    "recolour_by_length",
    "Bars get a colour by their length, whichever way they lie.",
    3,
    (level, to) => (pair, from, index) =>
      Array.from({ length: level.by(3, 5, 6) }, (_, i) => {
        const kind = (i + index) % level.by(2, 3, 3);
        const length = 2 + kind;
        const lies = pair.below(2) === 0;
        return { shape: gridOf(lies ? length : 1, lies ? 1 : length, () => from), to: to[kind]! };
      }),
  ),
  repainting(
    "recolour_squares",
    "Squares get one colour, other boxes another.",
    2,
    (level, to) => (pair, from) =>
      Array.from({ length: level.by(3, 4, 6) }, (_, i) => {
        const [w, h] = [pair.between(2, 4), pair.between(2, 4)];
        const square = i % 2 === 0;
        const width = square || w !== h ? w : w === 4 ? 3 : w + 1;
        return {
          shape: gridOf(width, square ? w : h, () => from),
          to: square ? to[0]! : to[1]!,
        };
      }),
  ),
  repainting(
    "recolour_twins",
    "Objects that have a twin of the same shape get a new colour.",
    1,
    (level, to) => (pair, from) => {
      const shapes = Array.from(
        { length: level.by(2, 3, 4) },
        (_, i) => blob(pair, 3, 3, 3 + i, from),
      );
      const keys = new Set(shapes.map((shape) => `${shape.width}:${shape.cells.join("")}`));
      if (keys.size < shapes.length) return null;
      const loners = shapes.slice(1).map((shape) => ({ shape, to: from }));
      const twins = [shapes[0]!, shapes[0]!].map((shape) => ({ shape, to: to[0]! }));
      return [...twins, ...loners];
    },
  ),
];

function repainting(
  name: string,
  doc: string,
  classes: number,
  shapes: (
    level: Level,
    to: readonly number[],
  ) => (pair: Prng, from: number, index: number) => Repainted[] | null,
): ConceptFamily {
  return defineFamily({
    name,
    concept: "object recolouring",
    doc,
    rule: (level, prng) => {
      const [from, ...to] = drawColours(prng, classes + 1);
      const draw = shapes(level, to);
      return (pair, index) => {
        const side = level.by(10, 13, 16);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const things = draw(pair, from!, index);
        const placed = things === null
          ? null
          : placeApart(pair, input, things.map(({ shape }) => shape));
        if (things === null || placed === null) return null;
        const output = new Canvas(input.width, input.height);
        placed.forEach(({ stamp, x, y }, i) => {
          output.paste(recolour(stamp, (colour) => colour === 0 ? 0 : things[i]!.to), x, y);
        });
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  });
}

function sizesBelow(pair: Prng, count: number, most: number): number[] {
  return Array.from({ length: count }, () => pair.between(2, most));
}

function ring(pair: Prng, colour: number): Grid {
  const canvas = new Canvas(pair.between(3, 5), pair.between(3, 4));
  canvas.frame(0, 0, canvas.width, canvas.height, colour);
  return canvas.toGrid();
}
