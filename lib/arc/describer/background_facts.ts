import { backgroundOf } from "../objects/background.ts";
import { type FactKind, factKind, plainFact } from "./fact_kind.ts";

/** Which colour is background, and whether it stays. */
export const backgroundFacts: readonly FactKind[] = [
  factKind<{ readonly colour: number }>({
    name: "background.input",
    doc: "The input's background has this colour.",
    propose: (pairs) => pairs.map(({ input }) => ({ colour: backgroundOf(input) })),
    holds: ({ colour }, { input }) => backgroundOf(input) === colour,
  }),
  plainFact(
    "background.kept",
    "Input and output have the same background.",
    ({ input, output }) => backgroundOf(input) === backgroundOf(output),
  ),
];
