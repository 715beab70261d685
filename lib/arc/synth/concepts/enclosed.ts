import type { Prng } from "../../../substrate/values/prng.ts";
import { Canvas } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours, placeApart } from "../drawing.ts";
import type { Grid } from "../../grid/grid.ts";

/** Inside and outside. */
export const enclosedFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "fill_enclosed",
    concept: "enclosed areas",
    doc: "Closed outlines are filled; from medium on there are open outlines, which stay empty.",
    rule: (level, prng) => {
      const [fill, ...colours] = drawColours(prng, level.by(2, 2, 4));
      return (pair) => {
        const side = level.by(9, 12, 16);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const closed = Array.from(
          { length: level.by(2, 2, 3) },
          () => ring(pair, pair.pick(colours), false),
        );
        const open = Array.from(
          { length: level.by(0, 1, 2) },
          () => ring(pair, pair.pick(colours), true),
        );
        const placed = placeApart(pair, input, [...closed, ...open]);
        if (placed === null) return null;
        const output = Canvas.of(input.toGrid());
        for (const { stamp, x, y } of placed.slice(0, closed.length)) {
          Canvas.of(stamp).each((dx, dy, colour) => {
            if (colour === 0) output.set(x + dx, y + dy, fill!);
          });
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "flood_outside",
    concept: "enclosed areas",
    doc:
      "Everything outside of closed outlines is painted; hard tasks paint the inside in another colour.",
    rule: (level, prng) => {
      const [outside, inside, ...colours] = drawColours(prng, level.by(3, 4, 4));
      return (pair) => {
        const side = level.by(8, 11, 15);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const rings = Array.from(
          { length: level.by(1, 2, 3) },
          () => ring(pair, pair.pick(colours), false),
        );
        const placed = placeApart(pair, input, rings);
        if (placed === null) return null;
        const output = new Canvas(input.width, input.height, outside);
        for (const { stamp, x, y } of placed) {
          Canvas.of(stamp).each((dx, dy, colour) => {
            output.set(x + dx, y + dy, colour === 0 && level.rank === 2 ? inside! : colour);
          });
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
];

/** A rectangular outline, 4-connected, with one cell of its sides missing when `open`. */
function ring(pair: Prng, colour: number, open: boolean): Grid {
  const canvas = new Canvas(pair.between(3, 6), pair.between(3, 5));
  canvas.frame(0, 0, canvas.width, canvas.height, colour);
  if (open) {
    const x = pair.between(1, canvas.width - 2);
    canvas.set(x, pair.below(2) === 0 ? 0 : canvas.height - 1, 0);
  }
  return canvas.toGrid();
}
