import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { gridOf } from "../canvas.ts";
import { drawColours, moved, scatter } from "../drawing.ts";

/** Motions of the whole grid. */
export const geometryFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "flip",
    concept: "geometry",
    doc:
      "The grid is mirrored; easy tasks left–right or top–bottom, hard ones also over a diagonal.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 5));
      const motion = prng.pick(level.by([1, 2], [1, 2, 4], [4, 7]));
      return (pair) => {
        const input = scatter(pair, level.side(pair), level.side(pair), colours, 0.5);
        return { input, output: moved(input, motion) };
      };
    },
  }),
  defineFamily({
    name: "turn",
    concept: "geometry",
    doc: "The grid is turned by a quarter or a half.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 6));
      const motion = prng.pick(level.by([3], [5, 6], [5, 6, 3]));
      return (pair) => {
        const input = scatter(pair, level.side(pair), level.side(pair), colours, 0.6);
        return { input, output: moved(input, motion) };
      };
    },
  }),
  defineFamily({
    name: "roll",
    concept: "geometry",
    doc: "The grid moves by a fixed number of cells and what leaves comes back on the other side.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      const by = level.by(1, prng.between(1, 2), prng.between(1, 3));
      const sideways = prng.below(2) === 0;
      const sign = prng.pick([-1, 1]);
      const dx = level.rank === 2 || sideways ? by * sign : 0;
      const dy = level.rank === 2 || !sideways ? by : 0;
      return (pair) => {
        const [w, h] = [level.side(pair), level.side(pair)];
        const input = scatter(pair, w, h, colours, 0.4);
        const output = gridOf(w, h, (x, y) => input.at((x - dx + w) % w, (y - dy + h) % h));
        return { input, output };
      };
    },
  }),
];
