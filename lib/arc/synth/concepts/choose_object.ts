import type { Prng } from "../../../substrate/values/prng.ts";
import type { Grid } from "../../grid/grid.ts";
import { Canvas } from "../canvas.ts";
import { type ConceptFamily, defineFamily, type Level } from "../concept_family.ts";
import { blob, drawColours, inked, moved, placeApart, recolour, trim } from "../drawing.ts";

/** Draws the shapes of one picture, the one to choose first; `null` when the choice is not clear. */
type ShapeDrawer = (pair: Prng, count: number) => Grid[] | null;

/** Outputs that are one object of the input, chosen by what sets it apart. */
export const chooseObjectFamilies: readonly ConceptFamily[] = [
  choice(
    "crop_largest",
    "The object with the most cells is cut out.",
    (level, colours) => (pair, count) => {
      const most = level.by(8, 10, 12);
      const sizes = [most, ...Array.from({ length: count - 1 }, () => pair.between(2, most - 3))];
      return sizes.map((size) => blob(pair, 4, 4, size, pair.pick(colours)));
    },
  ),
  choice(
    "crop_smallest",
    "The object with the fewest cells is cut out.",
    (_, colours) => (pair, count) => {
      const sizes = [
        pair.between(2, 3),
        ...Array.from({ length: count - 1 }, () => pair.between(5, 9)),
      ];
      return sizes.map((size) => blob(pair, 4, 4, size, pair.pick(colours)));
    },
  ),
  choice(
    "crop_odd_colour",
    "The only object of its colour is cut out.",
    (_, colours) => (pair, count) => {
      const [one, other] = pair.shuffled(colours);
      return Array.from(
        { length: count },
        (_, i) => blob(pair, 4, 4, pair.between(4, 8), i === 0 ? one! : other!),
      );
    },
  ),
  choice(
    "crop_odd_shape",
    "All objects but one have the same shape; that one is cut out.",
    (_, colours) => (pair, count) => {
      const size = pair.between(4, 7);
      const common = blob(pair, 3, 3, size, 1), odd = blob(pair, 3, 3, size, 1);
      for (let motion = 0; motion < 8; motion++) if (moved(common, motion).equals(odd)) return null;
      return Array.from({ length: count }, (_, i) => {
        const colour = pair.pick(colours);
        return recolour(i === 0 ? odd : common, (c) => c === 0 ? 0 : colour);
      });
    },
  ),
  choice(
    "crop_most_colours",
    "The object with the most colours is cut out.",
    (level, colours) => (pair, count) => {
      const shapes = Array.from({ length: count }, (_, i) => {
        const own = pair.shuffled(colours).slice(
          0,
          i === 0 ? level.by(2, 3, 4) : level.by(1, 2, 2),
        );
        const shape = blob(pair, 4, 4, pair.between(6, 9), 1);
        const painted = recolour(shape, (c) => c === 0 ? 0 : pair.pick(own));
        return new Set(painted.cells).size - Number(painted.cells.includes(0)) === own.length
          ? painted
          : null;
      });
      return shapes.every((shape) => shape !== null) ? shapes : null;
    },
  ),
  choice(
    "crop_symmetric",
    "The only object that is its own mirror image left–right is cut out.",
    (_, colours) => (pair, count) => {
      const shapes = Array.from({ length: count }, (_, i) => {
        for (let attempt = 0; attempt < 30; attempt++) {
          const half = blob(pair, 2, 4, pair.between(4, 6), pair.pick(colours));
          const shape = i === 0
            ? joined(half)
            : blob(pair, 4, 4, pair.between(6, 9), pair.pick(colours));
          const symmetric = moved(shape, 1).equals(shape);
          if (i === 0 ? symmetric : !symmetric && !moved(shape, 2).equals(shape)) return shape;
        }
        return null;
      });
      return shapes.every((shape) => shape !== null) ? shapes : null;
    },
  ),
];

/** A family that cuts one object out; hard tasks mirror it as well. */
function choice(
  name: string,
  doc: string,
  shapes: (level: Level, colours: readonly number[]) => ShapeDrawer,
): ConceptFamily {
  return defineFamily({
    name,
    concept: "object choice",
    doc: `${doc} In hard tasks it is then mirrored.`,
    rule: (level, prng) => {
      const draw = shapes(level, drawColours(prng, level.by(3, 4, 4)));
      const motion = level.by(0, 0, prng.between(1, 2));
      return (pair) => {
        const side = level.by(10, 13, 16);
        const canvas = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const stamps = draw(pair, level.by(3, 4, 5));
        if (stamps === null || placeApart(pair, canvas, stamps) === null) return null;
        const chosen = moved(stamps[0]!, motion);
        if (level.rank === 2 && chosen.equals(stamps[0]!) && name !== "crop_symmetric") return null;
        return { input: canvas.toGrid(), output: chosen };
      };
    },
  });
}

/** A half and its mirror image side by side, which stay one object. */
function joined(half: Grid): Grid {
  const canvas = new Canvas(half.width * 2, half.height);
  canvas.paste(half, 0, 0);
  canvas.paste(moved(half, 1), half.width, 0);
  return inked(half) === 0 ? half : trim(canvas.toGrid());
}
