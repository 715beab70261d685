import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { blob, drawColours, placeApart, recolour, scatter } from "../drawing.ts";

/** Rules about colours alone. */
export const colourFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "colour_swap",
    concept: "colour",
    doc: "Two colours change places; in medium and hard tasks three or four go round in a ring.",
    rule: (level, prng) => {
      const ring = drawColours(prng, level.by(2, 3, 4));
      const still = drawColours(prng, level.by(0, 1, 2), ring);
      return (pair) => {
        const colours = [...ring, ...still];
        const input = scatter(pair, level.side(pair), level.side(pair), colours, 0.6);
        if (!ring.every((colour) => input.cells.includes(colour))) return null;
        const output = recolour(input, (colour) => {
          const at = ring.indexOf(colour);
          return at < 0 ? colour : ring[(at + 1) % ring.length]!;
        });
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "colour_replace",
    concept: "colour",
    doc: "Shapes of some colours get another colour, all others stay.",
    rule: (level, prng) => {
      const froms = drawColours(prng, level.by(1, 2, 3));
      const to = drawColours(prng, level.by(1, 1, 3), froms);
      const still = drawColours(prng, level.by(1, 2, 2), [...froms, ...to]);
      return (pair) => {
        const canvas = new Canvas(level.side(pair), level.side(pair));
        const palette = [...froms, ...still];
        const stamps = palette.map((colour) => blob(pair, 3, 3, pair.between(2, 5), colour));
        if (placeApart(pair, canvas, stamps, 0) === null) return null;
        const input = canvas.toGrid();
        const output = recolour(input, (colour) => {
          const at = froms.indexOf(colour);
          return at < 0 ? colour : to[at % to.length]!;
        });
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "majority_colour",
    concept: "colour",
    doc: "The whole grid, in hard tasks one cell, takes the colour that most cells have.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(3, 4, 5));
      return (pair, index) => {
        const most = colours[index % colours.length]!;
        const [w, h] = level.rank === 0 ? [3, 3] : [level.side(pair), level.side(pair)];
        const input = gridOf(w, h, () => pair.next() < 0.35 ? most : pair.pick(colours));
        const counts = colours.map((colour) =>
          input.cells.filter((cell) => cell === colour).length
        );
        const top = counts[colours.indexOf(most)]!;
        if (counts.some((count, i) => colours[i] !== most && count >= top - level.by(0, 2, 4))) {
          return null;
        }
        const side = level.rank === 2;
        return { input, output: gridOf(side ? 1 : w, side ? 1 : h, () => most) };
      };
    },
  }),
];
