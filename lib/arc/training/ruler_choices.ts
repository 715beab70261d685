import type { Choice } from "../../substrate/learn/choice.ts";
import { ENUMERATION_OPS } from "../ruler/enumeration/moves.ts";
import { crossed } from "../ruler/prior/ruler_prior.ts";
import type { RulerExample } from "./ruler_example.ts";

/** Did this family find a full fit? One binary choice per search. */
export function familyChoices(examples: readonly RulerExample[]): Choice[] {
  return examples.flatMap(({ tokens, searches }) =>
    searches.map(({ family, fits }) => ({
      options: [crossed(family, tokens), {}],
      chosen: fits > 0 ? 0 : 1,
    }))
  );
}

/** Which primitive did a fitting program use? One choice per primitive used, each program weighing alike. */
export function opChoices(examples: readonly RulerExample[]): Choice[] {
  const choices: Choice[] = [];
  for (const { tokens, fitting } of examples) {
    const programs = fitting.map(({ ops }) =>
      ops.map((op) => ENUMERATION_OPS.indexOf(op)).filter((i) => i >= 0)
    )
      .filter((used) => used.length > 0);
    if (programs.length === 0) continue;
    const options = ENUMERATION_OPS.map((op) => crossed(op, tokens));
    for (const used of programs) {
      const weight = 1 / (used.length * programs.length);
      for (const chosen of used) choices.push({ options, chosen, weight });
    }
  }
  return choices;
}
