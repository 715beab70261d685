import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColour, drawColours, placeApart } from "../drawing.ts";

/** Outputs that show a number or an order. */
export const countFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "count_objects",
    concept: "counting",
    doc:
      "The output is a bar as long as there are objects of one colour; hard tasks add other colours.",
    rule: (level, prng) => {
      const [counted, ...others] = drawColours(prng, level.by(1, 1, 3));
      return (pair, index) => {
        const side = level.by(8, 11, 13);
        const canvas = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const count = [2, 5, 3, 4, 6][index]!;
        const size = () => level.rank === 0 ? 1 : pair.between(2, 5);
        const colours = [...Array<number>(count).fill(counted!), ...others.flatMap((c) => [c, c])];
        const stamps = colours.map((colour) => blob(pair, 3, 3, size(), colour));
        if (placeApart(pair, canvas, stamps) === null) return null;
        return { input: canvas.toGrid(), output: gridOf(count, 1, () => counted!) };
      };
    },
  }),
  defineFamily({
    name: "count_in_box",
    concept: "counting",
    doc:
      "As many cells of a 3×3 output are filled, row by row, as the input has coloured cells or objects.",
    rule: (level, prng) => {
      const colour = drawColour(prng);
      return (pair, index) => {
        const side = level.by(6, 9, 12);
        const canvas = new Canvas(pair.between(side, side + 1), pair.between(side, side + 1));
        const count = [2, 5, 3, 6, 4][index]!;
        const stamps = Array.from(
          { length: count },
          () =>
            level.rank === 0
              ? blob(pair, 1, 1, 1, colour)
              : blob(pair, 2, 2, pair.between(2, 4), colour),
        );
        if (placeApart(pair, canvas, stamps) === null) return null;
        return {
          input: canvas.toGrid(),
          output: gridOf(3, 3, (x, y) => y * 3 + x < count ? colour : 0),
        };
      };
    },
  }),
  defineFamily({
    name: "sort_bars",
    concept: "sorting",
    doc: "Bars standing on the ground are put in order of height.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 3, 4));
      const falling = prng.below(2) === 0;
      return (pair) => {
        const count = level.by(4, 5, 7), height = count + 1;
        const heights = pair.shuffled(Array.from({ length: height }, (_, i) => i + 1)).slice(
          0,
          count,
        );
        const bars = heights.map((tall) => ({ tall, colour: pair.pick(colours) }));
        const sorted = bars.toSorted((a, b) => falling ? b.tall - a.tall : a.tall - b.tall);
        const draw = (list: typeof bars) =>
          gridOf(count, height, (x, y) => height - y <= list[x]!.tall ? list[x]!.colour : 0);
        return { input: draw(bars), output: draw(sorted) };
      };
    },
  }),
];
