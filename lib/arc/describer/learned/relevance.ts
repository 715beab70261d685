import * as z from "zod";
import { scoreOption } from "../../../substrate/learn/choice_model.ts";
import { choiceModelSchema } from "../../../substrate/learn/choice_model_schema.ts";
import type { Features } from "../../../substrate/learn/choice.ts";
import { factTokens } from "../../ruler/prior/fact_tokens.ts";
import type { Fact } from "../fact.ts";

/** Names what a learned describer reads of facts; changes whenever a feature could. */
export const DESCRIBER_FEATURES = "describer_features/1";

/** The schema of what a describer learns. */
export const relevanceSchema = z.strictObject({
  /** Whether a fact tells which families fit, from what it says and the sizes of the task's grids. */
  model: choiceModelSchema,
  /** Facts whose chance of being relevant is below this are not stated. */
  threshold: z.number().min(0).max(1),
});

/** A fitted judgement of which facts matter. */
export type Relevance = z.output<typeof relevanceSchema>;

/** What a learned describer reads of each fact of a task, in order. */
export function factFeatures(facts: readonly Fact[], pairs: number): Features[] {
  const sizes = facts.filter(({ kind, support }) =>
    kind.startsWith("size.") && support.length === pairs
  ).map(({ kind }) => kind);
  return facts.map((fact) => {
    const { kind, support } = fact;
    const features: { [name: string]: number } = {
      all: 1,
      [kind]: 1,
      [support.length === pairs ? "certain" : "partial"]: 1,
    };
    for (const token of factTokens([fact], pairs)) features[token] = 1;
    for (const size of sizes) features[`${kind}|${size}`] = 1;
    return features;
  });
}

/** The chance in [0,1] of each fact to matter, in order. */
export function relevances(
  { model }: Relevance,
  facts: readonly Fact[],
  pairs: number,
): number[] {
  return factFeatures(facts, pairs).map((features) =>
    1 / (1 + Math.exp(-scoreOption(model, features)))
  );
}

/** The facts that matter, most relevant first, in the order stated on a tie. */
export function relevantFacts(
  relevance: Relevance,
  facts: readonly Fact[],
  pairs: number,
): Fact[] {
  const chances = relevances(relevance, facts, pairs);
  return facts.map((fact, i) => ({ fact, chance: chances[i]! }))
    .filter(({ chance }) => chance >= relevance.threshold)
    .sort((a, b) => b.chance - a.chance)
    .map(({ fact }) => fact);
}
