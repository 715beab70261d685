import { gridOf } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours, inked, moved, scatter } from "../drawing.ts";

/** Outputs that are the input made larger, smaller or tighter. */
export const scalingFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "scale_up",
    concept: "scaling",
    doc: "Every cell becomes a square block; in hard tasks the grid is mirrored as well.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 4, 5));
      const factor = level.by(2, 3, prng.between(2, 3));
      const motion = level.by(0, 0, prng.between(1, 3));
      return (pair) => {
        const [w, h] = [pair.between(2, level.by(4, 5, 7)), pair.between(2, level.by(4, 5, 7))];
        const input = scatter(pair, w, h, colours, 0.7);
        const turned = moved(input, motion);
        const output = gridOf(
          w * factor,
          h * factor,
          (x, y) => turned.at(Math.floor(x / factor), Math.floor(y / factor)),
        );
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "scale_down",
    concept: "scaling",
    doc:
      "Every square block becomes one cell; in hard tasks the size of the blocks is to be found out.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 4, 5));
      const fixed = prng.between(2, 3);
      return (pair, index) => {
        const factor = level.by(fixed, fixed, 2 + index % 3);
        const [w, h] = [pair.between(3, level.by(4, 6, 6)), pair.between(3, level.by(4, 6, 6))];
        const output = scatter(pair, w, h, colours, 0.75);
        const distinct = [0, 1].every((axis) => hasNeighboursApart(output.toRows(), axis));
        if (!distinct) return null;
        const input = gridOf(
          w * factor,
          h * factor,
          (x, y) => output.at(Math.floor(x / factor), Math.floor(y / factor)),
        );
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "squeeze",
    concept: "scaling",
    doc: "Rows and columns equal to the one before them are taken out.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(3, 4, 5));
      return (pair) => {
        const most = level.by(3, 4, 6);
        const [w, h] = [pair.between(2, most), pair.between(2, most)];
        const output = scatter(pair, w, h, colours, level.by(1, 0.9, 0.8));
        const columns = stretched(w, () => pair.between(1, 3));
        const rows = stretched(h, () => pair.between(1, 3));
        if (columns.length + rows.length === w + h) return null;
        if (![0, 1].every((axis) => hasNeighboursApart(output.toRows(), axis))) return null;
        const input = gridOf(
          columns.length,
          rows.length,
          (x, y) => output.at(columns[x]!, rows[y]!),
        );
        return { input, output };
      };
    },
  }),
  defineFamily({
    name: "drop_blank",
    concept: "scaling",
    doc: "Rows and columns without any colour are taken out.",
    rule: (level, prng) => {
      const colours = drawColours(prng, level.by(2, 3, 4));
      return (pair) => {
        const most = level.by(3, 4, 5);
        const [w, h] = [pair.between(2, most), pair.between(2, most)];
        const output = scatter(pair, w, h, colours, 0.7);
        const columns = spread(w, () => pair.below(level.by(2, 3, 3)));
        const rows = spread(h, () => pair.below(level.by(2, 3, 3)));
        const blank = output.toRows().some((row) => row.every((cell) => cell === 0)) ||
          moved(output, 4).toRows().some((row) => row.every((cell) => cell === 0));
        if (blank || columns.length + rows.length < w + h + 2) return null;
        const input = gridOf(
          columns.length,
          rows.length,
          (x, y) => columns[x]! < 0 || rows[y]! < 0 ? 0 : output.at(columns[x]!, rows[y]!),
        );
        return inked(input) < 3 ? null : { input, output };
      };
    },
  }),
];

/** Per place which of `count` lines stands there when each is repeated. */
function stretched(count: number, times: () => number): number[] {
  return Array.from({ length: count }, (_, line) => Array<number>(times()).fill(line)).flat();
}

/** Per place which of `count` lines stands there when blank ones (−1) come between. */
function spread(count: number, blanks: () => number): number[] {
  const lines = Array.from(
    { length: count },
    (_, line) => [...Array<number>(blanks()).fill(-1), line],
  );
  return [...lines.flat(), ...Array<number>(blanks()).fill(-1)];
}

/** True when no row (axis 0) or column (axis 1) equals the next one. */
function hasNeighboursApart(rows: number[][], axis: number): boolean {
  const lines = axis === 0 ? rows : rows[0]!.map((_, x) => rows.map((row) => row[x]!));
  return lines.every((line, i) => i === 0 || line.join() !== lines[i - 1]!.join());
}
