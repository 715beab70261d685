import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColour, drawColours, moved, scatter } from "../drawing.ts";

/** Motions that put "down" at the bottom, right, top and left. */
const WAYS = [0, 4, 2, 7] as const;

/** Things that fall and slide. */
export const gravityFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "gravity",
    concept: "gravity",
    doc: "Cells fall to one side and pile up in their order; easy tasks only to the bottom.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 3, 5));
      const way = WAYS[level.by(0, prng.below(4), prng.between(1, 3))]!;
      return (pair) => {
        const input = scatter(
          pair,
          level.side(pair),
          level.side(pair),
          colours,
          level.by(0.25, 0.3, 0.4),
        );
        const output = new Canvas(input.width, input.height);
        for (let x = 0; x < input.width; x++) {
          let floor = input.height;
          for (let y = input.height - 1; y >= 0; y--) {
            if (input.at(x, y) !== 0) output.set(x, --floor, input.at(x, y));
          }
        }
        return { input: moved(input, way), output: moved(output.toGrid(), way) };
      };
    },
  }),
  defineFamily({
    name: "slide_to_wall",
    concept: "gravity",
    doc: "Whole objects slide to the wall and stop where they touch it.",
    rule: (level, prng) => {
      const wall = drawColour(prng);
      const colours = drawColours(prng, level.by(1, 2, 3), [wall]);
      const way = WAYS[level.by(0, prng.below(4), prng.below(4))]!;
      return (pair) => {
        const width = level.side(pair) + 2, height = level.side(pair) + 2;
        const input = new Canvas(width, height), output = new Canvas(width, height);
        for (const canvas of [input, output]) canvas.rect(0, height - 1, width, 1, wall);
        let x = pair.below(2);
        for (let n = level.by(1, 2, 4); n > 0; n--) {
          const shape = blob(pair, 3, 3, pair.between(3, 6), pair.pick(colours));
          if (x + shape.width > width) break;
          const fall = pair.between(1, Math.max(1, height - 2 - shape.height));
          input.paste(shape, x, height - 1 - shape.height - fall);
          output.paste(shape, x, height - 1 - shape.height);
          x += shape.width + pair.between(1, 2);
        }
        return { input: moved(input.toGrid(), way), output: moved(output.toGrid(), way) };
      };
    },
  }),
  defineFamily({
    name: "shift_objects",
    concept: "gravity",
    doc: "Everything moves by the same number of cells.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 2, 3));
      const [dx, dy] = prng.pick(
        level.by([[0, 1], [1, 0]], [[0, 2], [-2, 0], [1, 1]], [[2, 1], [-1, 2]]),
      );
      return (pair) => {
        const w = level.side(pair) + 2, h = level.side(pair) + 2;
        const inner = scatter(pair, w - 4, h - 4, colours, level.by(0.2, 0.2, 0.25));
        const at = (x: number, y: number) =>
          x < 2 || y < 2 || x >= w - 2 || y >= h - 2 ? 0 : inner.at(x - 2, y - 2);
        return {
          input: gridOf(w, h, at),
          output: gridOf(w, h, (x, y) => at(x - dx!, y - dy!)),
        };
      };
    },
  }),
];
