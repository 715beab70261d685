import * as z from "zod";
import { choiceModelSchema } from "../../../substrate/learn/choice_model_schema.ts";
import { probabilities, scoreOption } from "../../../substrate/learn/choice_model.ts";
import type { Features } from "../../../substrate/learn/choice.ts";

/** What one family costs, measured on traces; all in nodes. */
const familyCostSchema = z.strictObject({
  /** Mean of a search, whether it finds anything or not. */
  mean: z.number().min(0),
  /**
   * Rising allowances to search with, one after the other until something is found: nodes, and the part
   * of the family's successes that they are enough for.
   */
  rungs: z.array(z.strictObject({ nodes: z.int().min(1), share: z.number().min(0).max(1) })).min(1),
});

/** What was learned of families and primitives. */
export const rulerPriorSchema = z.strictObject({
  /** The chance that a family finds a full fit, from crossings of family and fact tokens. */
  families: choiceModelSchema,
  costs: z.record(z.string(), familyCostSchema),
  /** Which primitive a fitting program of the enumeration uses, from crossings with fact tokens. */
  ops: choiceModelSchema,
  /** Every primitive that the enumeration can use. */
  opNames: z.array(z.string()),
  /** Primitives of the first, focused enumeration; 0: there is none. */
  focus: z.int().min(0),
  /** Chance that a program the enumeration would find needs those primitives only, on held-out traces. */
  focusHit: z.number().min(0).max(1),
});

/** A fitted prior over families and primitives given facts. */
export type RulerPrior = z.output<typeof rulerPriorSchema>;

/** Crossings of one name with the tokens of a task, and the name alone. */
export function crossed(name: string, tokens: readonly string[]): Features {
  const features: { [name: string]: number } = { [name]: 1 };
  for (const token of tokens) features[`${name}|${token}`] = 1;
  return features;
}

/** The chance in [0,1] that a family finds a full fit for a task with these tokens. */
export function familyChance(prior: RulerPrior, family: string, tokens: readonly string[]): number {
  return 1 / (1 + Math.exp(-scoreOption(prior.families, crossed(family, tokens))));
}

/** Primitives with their chances of being used, likeliest first, names in order on a tie. */
export function rankOps(
  prior: RulerPrior,
  tokens: readonly string[],
): { readonly op: string; readonly chance: number }[] {
  const names = [...prior.opNames].sort();
  const chances = probabilities(prior.ops, names.map((name) => crossed(name, tokens)));
  const ranked = names.map((op, i) => ({ op, chance: chances[i]! }));
  return ranked.sort((a, b) => b.chance - a.chance || (a.op < b.op ? -1 : 1));
}
