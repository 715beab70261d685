import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColour, drawColours, placeApart } from "../drawing.ts";

/** Pictures from which something is taken away or in which something is made good. */
export const keepFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "keep_largest",
    concept: "object choice",
    doc: "Only the object with the most cells stays.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      return (pair) => {
        const side = level.by(9, 12, 16);
        const canvas = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const sizes = [10, ...Array.from({ length: level.by(2, 3, 5) }, () => pair.between(1, 6))];
        const stamps = sizes.map((size) => blob(pair, 4, 4, size, pair.pick(colours)));
        const placed = placeApart(pair, canvas, stamps);
        if (placed === null) return null;
        const output = new Canvas(canvas.width, canvas.height);
        output.paste(placed[0]!.stamp, placed[0]!.x, placed[0]!.y);
        return { input: canvas.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "remove_colour",
    concept: "noise",
    doc: "Everything of one colour is taken away.",
    rule: (level, prng) => {
      const [gone, ...colours] = drawColours(prng, level.by(3, 4, 6));
      return (pair) => {
        const canvas = new Canvas(level.side(pair) + 1, level.side(pair) + 1);
        const stamps = [gone!, gone!, ...colours].map((colour) =>
          blob(pair, 3, 3, pair.between(2, 6), colour)
        );
        if (placeApart(pair, canvas, stamps, 0) === null) return null;
        const input = canvas.toGrid();
        const output = gridOf(
          input.width,
          input.height,
          (x, y) => input.at(x, y) === gone ? 0 : input.at(x, y),
        );
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "remove_specks",
    concept: "noise",
    doc: "Single cells of any colour are taken away, larger shapes stay.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(1, 2, 3));
      return (pair) => {
        const side = level.by(8, 11, 14);
        const output = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const shapes = Array.from(
          { length: level.by(2, 3, 4) },
          () => blob(pair, 4, 4, pair.between(4, 10), pair.pick(colours)),
        );
        if (placeApart(pair, output, shapes) === null) return null;
        const input = Canvas.of(output.toGrid());
        const specks = Array.from(
          { length: level.by(4, 6, 9) },
          () => blob(pair, 1, 1, 1, pair.pick(colours)),
        );
        if (placeApart(pair, input, specks) === null) return null;
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "repair_boxes",
    concept: "noise",
    doc: "Boxes of one colour have specks of another in them, which are painted over.",
    rule: (level, prng) => {
      const speck = drawColour(prng);
      const colours = drawColours(prng, level.by(1, 2, 3), [speck]);
      return (pair) => {
        const side = level.by(9, 12, 16);
        const output = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const boxes = Array.from({ length: level.by(2, 3, 4) }, () => {
          const colour = pair.pick(colours);
          return gridOf(pair.between(3, 6), pair.between(3, 6), () => colour);
        });
        const placed = placeApart(pair, output, boxes);
        if (placed === null) return null;
        const input = Canvas.of(output.toGrid());
        for (const { stamp, x, y } of placed) {
          for (let n = pair.between(1, level.by(1, 2, 3)); n > 0; n--) {
            input.set(
              x + pair.between(1, stamp.width - 2),
              y + pair.between(1, stamp.height - 2),
              speck,
            );
          }
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
];
