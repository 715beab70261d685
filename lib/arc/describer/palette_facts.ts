import type { Pair } from "../task/task.ts";
import { coloursOf, sameNumbers } from "./_colours.ts";
import { choiceFact, type FactKind, factKind, plainFact, sameSize } from "./fact_kind.ts";

type Colours = { readonly colours: readonly number[] };

/** What happens to the set of colours. */
export const paletteFacts: readonly FactKind[] = [
  plainFact(
    "palette.same",
    "Input and output have the same colours.",
    ({ input, output }) => sameNumbers(coloursOf(input), coloursOf(output)),
  ),
  plainFact(
    "palette.subset",
    "Every colour of the output occurs in the input.",
    (pair) => newColours(pair).length === 0,
  ),
  factKind<Colours>({
    name: "palette.new",
    doc: "Exactly these colours are in the output and not in the input.",
    propose: (pairs) => pairs.map((pair) => ({ colours: newColours(pair) })).filter(some),
    holds: ({ colours }, pair) => sameNumbers(colours, newColours(pair)),
  }),
  factKind<Colours>({
    name: "palette.removed",
    doc: "Exactly these colours are in the input and not in the output.",
    propose: (pairs) => pairs.map((pair) => ({ colours: lostColours(pair) })).filter(some),
    holds: ({ colours }, pair) => sameNumbers(colours, lostColours(pair)),
  }),
  choiceFact(
    "palette.count",
    "The output has this many colours.",
    "colours",
    [1, 2, 3],
    (count, { output }) => coloursOf(output).length === count,
  ),
  factKind<{ readonly map: readonly (number | null)[] }>({
    name: "palette.map",
    doc: "Each cell keeps its place and its colour c becomes map[c] (null: c was never seen).",
    propose: (pairs) => {
      const map = commonMap(pairs);
      return map === null || map.every((to, from) => to === null || to === from) ? [] : [{ map }];
    },
    holds: ({ map }, pair) =>
      sameSize(pair) && pair.input.cells.every((from, i) => map[from] === pair.output.cells[i]),
  }),
  factKind<{ readonly map: readonly (number | null)[] }>({
    name: "palette.permutation",
    doc: "Like palette.map, and no two colours become the same one.",
    propose: (pairs) => {
      const map = commonMap(pairs);
      if (map === null || map.every((to, from) => to === null || to === from)) return [];
      const to = map.filter((colour) => colour !== null);
      return new Set(to).size === to.length ? [{ map }] : [];
    },
    holds: ({ map }, pair) =>
      sameSize(pair) && pair.input.cells.every((from, i) => map[from] === pair.output.cells[i]),
  }),
];

function some({ colours }: Colours): boolean {
  return colours.length > 0;
}

function newColours({ input, output }: Pair): number[] {
  const before = coloursOf(input);
  return coloursOf(output).filter((colour) => !before.includes(colour));
}

function lostColours({ input, output }: Pair): number[] {
  const after = coloursOf(output);
  return coloursOf(input).filter((colour) => !after.includes(colour));
}

/** The one colour map that explains every pair of equal sizes, or null. */
function commonMap(pairs: readonly Pair[]): (number | null)[] | null {
  const map: (number | null)[] = Array(10).fill(null);
  for (const pair of pairs) {
    if (!sameSize(pair)) return null;
    for (let i = 0; i < pair.input.cells.length; i++) {
      const from = pair.input.cells[i]!, to = pair.output.cells[i]!;
      if (map[from] !== null && map[from] !== to) return null;
      map[from] = to;
    }
  }
  return map;
}
