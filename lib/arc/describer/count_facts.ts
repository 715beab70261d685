import { backgroundOf, colourCounts } from "../objects/background.ts";
import type { Pair } from "../task/task.ts";
import { coloursOf } from "./_colours.ts";
import { type FactKind, factKind, sameSize } from "./fact_kind.ts";
import { FACT_SEGMENTATIONS, objectsOf } from "./object_facts.ts";

type Counted = { readonly of: string; readonly side: string };

/** What can be counted in an input. */
const COUNTS: Readonly<Record<string, (pair: Pair) => number>> = {
  colours: ({ input }) =>
    coloursOf(input).filter((colour) => colour !== backgroundOf(input)).length,
  cells: ({ input }) => input.cells.length - colourCounts(input)[backgroundOf(input)]!,
  ...Object.fromEntries(
    FACT_SEGMENTATIONS.map((
      by,
    ) => [`objects_${by}`, (pair: Pair) => objectsOf(pair.input, by, pair).length]),
  ),
};

/** What a count may show itself in. */
const SIDES: Readonly<Record<string, (pair: Pair) => number>> = {
  width: ({ output }) => output.width,
  height: ({ output }) => output.height,
  filled: (pair) => pair.output.cells.length - colourCounts(pair.output)[backgroundOf(pair.input)]!,
};

/** Counts of the input that the output's size or filling shows; never on pairs of equal size. */
export const countFacts: readonly FactKind[] = [
  factKind<Counted>({
    name: "count.shown",
    doc: "The output's width, height or number of filled cells is this count of the input.",
    propose: () =>
      Object.keys(COUNTS).flatMap((of) => Object.keys(SIDES).map((side) => ({ of, side }))),
    holds: ({ of, side }, pair) => {
      const count = COUNTS[of]!(pair);
      return !sameSize(pair) && count > 0 && SIDES[side]!(pair) === count;
    },
  }),
];
