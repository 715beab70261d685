import type { Grid } from "../../grid/grid.ts";
import { defineOp, type Op, word } from "../op.ts";
import { type Measure, measureAll, MEASURES } from "./_segment_measures.ts";
import { cutOut, type Segmentation, SEGMENTATIONS, segmentsOf } from "./_segments.ts";

/** How one piece is chosen by its measure: greatest, least, the value no other has, or the rarest value. */
export const CHOICES = ["most", "least", "unique", "second"] as const;

/** One of {@linkcode CHOICES}. */
export type Choice = (typeof CHOICES)[number];

/** The index of the piece chosen, −1 where the choice is not clear-cut. */
export function choose(
  grid: Grid,
  kind: Segmentation,
  measure: Measure,
  choice: Choice,
): number {
  const values = measureAll(grid, kind, measure);
  if (values.length === 0) return -1;
  if (choice === "unique") {
    let found = -1;
    for (let k = 0; k < values.length; k++) {
      const alone = values.indexOf(values[k]!) === k && values.lastIndexOf(values[k]!) === k;
      if (!alone) continue;
      if (found >= 0) return -1;
      found = k;
    }
    return found;
  }
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const wanted = choice === "least"
    ? distinct[0]
    : distinct[distinct.length - (choice === "second" ? 2 : 1)];
  return wanted === undefined ? -1 : values.indexOf(wanted);
}

/** Picking one piece of a grid. */
export const selectObjectOps: readonly Op[] = [
  defineOp({
    name: "select_piece",
    doc:
      "The piece of a segmentation with the most, least, unique or second measure, cut out with its box or alone.",
    takes: ["grid"],
    gives: "grid",
    params: {
      of: word(...SEGMENTATIONS),
      by: word(...MEASURES),
      choice: word(...CHOICES),
      crop: word("box", "only"),
    },
    run: ([grid], { of, by, choice, crop }) => {
      const index = choose(grid, of, by, choice);
      const piece = segmentsOf(grid, of).list[index];
      return piece === undefined ? undefined : cutOut(grid, piece, crop === "only");
    },
  }),
];
