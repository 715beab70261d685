import { Canvas } from "../canvas.ts";
import { type ConceptFamily, defineFamily } from "../concept_family.ts";
import { drawColours } from "../drawing.ts";

/** Drawing between marks. */
export const markFamilies: readonly ConceptFamily[] = [
  defineFamily({
    name: "connect_marks",
    concept: "drawing",
    doc: "Two marks in one row (hard: or column) are joined; from medium on by another colour.",
    rule: (level, prng) => {
      const [mark, line] = drawColours(prng, 2);
      return (pair) => {
        const [w, h] = [level.side(pair), level.side(pair)];
        const input = new Canvas(w, h), output = new Canvas(w, h);
        const rows = pair.shuffled(Array.from({ length: h - 2 }, (_, i) => i + 1));
        let lines = 0;
        const join = (x1: number, y1: number, x2: number, y2: number) => {
          lines++;
          output.rect(x1, y1, x2 - x1 + 1, y2 - y1 + 1, level.rank === 0 ? mark! : line!);
          for (const canvas of [input, output]) {
            canvas.set(x1, y1, mark!);
            canvas.set(x2, y2, mark!);
          }
        };
        const end = level.rank === 2 ? Math.floor(w / 2) : w;
        for (const y of rows.slice(0, level.by(2, 3, 2))) {
          const left = pair.below(end - 4);
          join(left, y, pair.between(left + 3, end - 1), y);
        }
        if (level.rank === 1) {
          const x = pair.below(w);
          for (const canvas of [input, output]) canvas.set(x, rows[3]!, mark!);
        }
        if (level.rank === 2) {
          const x = pair.between(end + 1, w - 1), top = pair.below(h - 4);
          join(x, top, x, pair.between(top + 3, h - 1));
        }
        if (facingMarks(input) !== lines) return null;
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
  defineFamily({
    name: "fill_corners",
    concept: "drawing",
    doc: "Four marks are the corners of a box, whose inside is filled.",
    rule: (level, prng) => {
      const [fill, ...marks] = drawColours(prng, level.by(2, 3, 4));
      return (pair) => {
        const side = level.by(8, 12, 16);
        const [w, h] = [pair.between(side, side + 2), pair.between(side, side + 2)];
        const input = new Canvas(w, h), output = new Canvas(w, h);
        for (let n = level.by(1, 2, 3); n > 0; n--) {
          const [bw, bh] = [pair.between(4, 6), pair.between(4, 6)];
          const x = pair.below(w - bw + 1), y = pair.below(h - bh + 1);
          if (!output.isFree(x, y, bw, bh)) return null;
          const mark = pair.pick(marks);
          output.rect(x + 1, y + 1, bw - 2, bh - 2, fill!);
          for (const canvas of [input, output]) {
            for (
              const [cx, cy] of [[x, y], [x + bw - 1, y], [x, y + bh - 1], [x + bw - 1, y + bh - 1]]
            ) {
              canvas.set(cx!, cy!, mark);
            }
          }
        }
        return { input: input.toGrid(), output: output.toGrid() };
      };
    },
  }),
];

/** How many pairs of marks stand in one row or one column. */
function facingMarks(input: Canvas): number {
  const marks: [number, number][] = [];
  input.each((x, y, colour) => {
    if (colour !== 0) marks.push([x, y]);
  });
  let facing = 0;
  marks.forEach(([x, y], i) => {
    for (const [ox, oy] of marks.slice(0, i)) if (x === ox || y === oy) facing++;
  });
  return facing;
}
