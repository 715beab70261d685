import type { Grid } from "../../grid/grid.ts";
import { gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours, moved, scatter } from "../drawing.ts";

/** Outputs laid out of copies of the input. */
export const tilingFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "tile_repeat",
    concept: "tiling",
    doc:
      "The input is repeated side by side; in hard tasks every second row of copies is mirrored.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const [nx, ny] = prng.pick(
        level.by([[2, 1], [1, 2]], [[2, 2], [3, 1], [3, 2]], [[3, 3], [2, 3]]),
      );
      const second = level.rank === 2 ? 1 : 0;
      return (pair) => {
        const [w, h] = [pair.between(2, level.by(4, 5, 5)), pair.between(2, level.by(4, 5, 5))];
        const input = scatter(pair, w, h, colours, 0.7);
        const copies = [input, moved(input, second)];
        const output = gridOf(
          w * nx!,
          h * ny!,
          (x, y) => copies[Math.floor(y / h) % 2]!.at(x % w, y % h),
        );
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "tile_mirror",
    concept: "tiling",
    doc: "The input and its mirror images make a picture twice as wide, twice as high, or both.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const both = level.rank > 0;
      const sideways = both || prng.below(2) === 0;
      const upright = both || !sideways;
      // Bit 0 and 1: whether the copy of the input stands right or below instead of left or above.
      const corner = level.by(0, 0, prng.below(4));
      return (pair) => {
        const [w, h] = [pair.between(3, level.by(5, 5, 7)), pair.between(3, level.by(5, 5, 7))];
        const input = scatter(pair, w, h, colours, 0.6);
        return { input, output: mirrored(moved(input, corner), sideways, upright) };
      };
    },
  }),
  defineFamily({
    name: "kronecker",
    concept: "tiling",
    doc:
      "Each cell that is not black becomes a copy of the grid; in hard tasks each black cell does.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 2, 1));
      const atBlack = level.rank === 2;
      return (pair) => {
        const side = level.by(2, 3, pair.between(3, 4)) + (level.rank === 0 ? pair.below(2) : 0);
        const input = scatter(pair, side, side, [pair.pick(colours)], 0.55);
        const output = gridOf(side * side, side * side, (x, y) => {
          const key = input.at(Math.floor(x / side), Math.floor(y / side));
          return (key === 0) === atBlack ? input.at(x % side, y % side) : 0;
        });
        return { input, output };
      };
    },
  }),
];

function mirrored(grid: Grid, sideways: boolean, upright: boolean): Grid {
  const { width: w, height: h } = grid;
  return gridOf(
    sideways ? 2 * w : w,
    upright ? 2 * h : h,
    (x, y) => grid.at(x < w ? x : 2 * w - 1 - x, y < h ? y : 2 * h - 1 - y),
  );
}
