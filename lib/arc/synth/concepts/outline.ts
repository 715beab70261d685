import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColour, drawColours, placeApart, scatter } from "../drawing.ts";

/** Borders around and inside things. */
export const outlineFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "outline_objects",
    concept: "borders",
    doc: "A ring of one colour is drawn round each object: a cell, a box or, hard, any shape.",
    rule: (level, prng) => {
      const [ring, ...colours] = drawColours(prng, level.by(2, 3, 4));
      return (pair) => {
        const side = level.by(8, 12, 16);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const stamps = Array.from({ length: level.by(2, 3, 4) }, () => {
          const colour = pair.pick(colours);
          if (level.rank === 0) return gridOf(1, 1, () => colour);
          if (level.rank === 1) return gridOf(pair.between(1, 3), pair.between(1, 3), () => colour);
          return blob(pair, 3, 3, pair.between(3, 6), colour);
        });
        if (placeApart(pair, input, stamps, 2) === null) return null;
        const output = Canvas.of(input.toGrid());
        output.each((x, y, colour) => {
          if (colour !== 0) return;
          for (let dy = -1; dy <= 1; dy++) {
            for (let dx = -1; dx <= 1; dx++) {
              if (input.get(x + dx, y + dy) > 0) output.set(x, y, ring!);
            }
          }
        });
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "frame_grid",
    concept: "borders",
    doc:
      "The grid's rim is painted in one colour; from medium on a rim is put round the grid instead.",
    rule: (level, prng) => {
      const rim = drawColour(prng);
      const colours = drawColours(prng, level.by(1, 3, 4), [rim]);
      const thick = level.by(0, 1, 2);
      return (pair) => {
        const input = scatter(pair, level.side(pair), level.side(pair), colours, 0.4);
        const canvas = new Canvas(input.width + 2 * thick, input.height + 2 * thick, rim);
        canvas.rect(thick, thick, input.width, input.height, 0);
        canvas.paste(input, thick, thick);
        if (thick === 0) canvas.frame(0, 0, canvas.width, canvas.height, rim);
        return { input, output: canvas.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "hollow_boxes",
    concept: "borders",
    doc:
      "Solid boxes become outlines; from medium on the inside gets another colour, hard: two layers.",
    rule: (level, prng) => {
      const [inside, core] = drawColours(prng, 2);
      const colours = drawColours(prng, level.by(2, 2, 3), [inside!, core!]);
      return (pair) => {
        const side = level.by(9, 12, 16);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const boxes = Array.from({ length: level.by(2, 2, 3) }, () => {
          const colour = pair.pick(colours);
          const [low, high] = level.by([3, 5], [3, 6], [5, 6]);
          return gridOf(pair.between(low!, high!), pair.between(low!, high!), () => colour);
        });
        const placed = placeApart(pair, input, boxes);
        if (placed === null) return null;
        const output = Canvas.of(input.toGrid());
        for (const { stamp: { width: w, height: h }, x, y } of placed) {
          output.rect(x + 1, y + 1, w - 2, h - 2, level.by(0, inside!, inside!));
          if (level.rank === 2) output.rect(x + 2, y + 2, w - 4, h - 4, core!);
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
];
