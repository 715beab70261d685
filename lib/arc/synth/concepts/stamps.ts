import type { Prng } from "../../../substrate/values/prng.ts";
import type { Grid } from "../../grid/grid.ts";
import { Canvas, gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours, inked, placeApart } from "../drawing.ts";

/** Small patterns drawn around marks. */
export const stampFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "stamp",
    concept: "stamps",
    doc: "Round each mark the same pattern is drawn; hard: marks of two colours have two patterns.",
    rule: (level, prng) => {
      const kinds = level.by(1, 1, 2);
      const marks = drawColours(prng, kinds);
      const inks = drawColours(prng, kinds, marks);
      const stamps = marks.map((mark, i) => stampOf(prng, mark, inks[i]!));
      return (pair) => {
        const side = level.by(8, 11, 15);
        const output = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const list = Array.from({ length: level.by(2, 3, 4) }, (_, i) => stamps[i % kinds]!);
        const placed = placeApart(pair, output, list, 0);
        if (placed === null) return null;
        const input = new Canvas(output.width, output.height);
        for (const { stamp, x, y } of placed) input.set(x + 1, y + 1, stamp.at(1, 1));
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "grow_line",
    concept: "stamps",
    doc:
      "Each mark gets a tail of fixed length; medium: another colour, hard: a tail of dashes to the edge.",
    rule: (level, prng) => {
      const [mark, ink] = drawColours(prng, 2);
      const [dx, dy] = prng.pick([[1, 0], [-1, 0], [0, 1], [0, -1]]);
      const length = prng.between(2, 3);
      return (pair) => {
        const side = level.by(7, 10, 14);
        const input = new Canvas(pair.between(side, side + 2), pair.between(side, side + 2));
        const dots = Array.from({ length: level.by(2, 3, 3) }, () => gridOf(1, 1, () => mark!));
        const placed = placeApart(pair, input, dots, level.by(2, 3, 2));
        if (placed === null) return null;
        const lined = placed.some((a, i) =>
          placed.slice(0, i).some((b) => dx === 0 ? a.x === b.x : a.y === b.y)
        );
        if (lined) return null;
        const output = Canvas.of(input.toGrid());
        for (const { x, y } of placed) {
          const steps = level.rank === 2 ? 30 : length;
          for (let step = 1; step <= steps; step++) {
            if (level.rank === 2 && step % 2 === 1) continue;
            output.set(x + step * dx!, y + step * dy!, level.rank === 0 ? mark! : ink!);
          }
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
];

/** A 3×3 pattern with the mark in its middle and at least three cells round it. */
function stampOf(prng: Prng, mark: number, ink: number): Grid {
  const round = gridOf(3, 3, (x, y) => x === 1 && y === 1 ? mark : prng.below(2) === 0 ? ink : 0);
  return inked(round) >= 4
    ? round
    : gridOf(3, 3, (x, y) => x === 1 && y === 1 ? mark : (x + y) % 2 === 1 ? ink : 0);
}
