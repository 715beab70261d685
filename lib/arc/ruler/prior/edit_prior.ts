import * as z from "zod";
import { choiceModelSchema } from "../../../substrate/learn/choice_model_schema.ts";
import { probabilities } from "../../../substrate/learn/choice_model.ts";
import type { Features } from "../../../substrate/learn/choice.ts";
import type { Csa, Directive } from "../../critic/critique.ts";
import type { Program } from "../../dsl/program.ts";

/** Names what a student reads of a transition; changes whenever a feature could. */
export const STUDENT_FEATURES = "student_features/1";

/** The schema of what a student learns. */
export const editPriorSchema = z.strictObject({
  /** Which of the directives asked for leads to the best edit. */
  directives: choiceModelSchema,
  /** Directives followed of each seed, likeliest first: the fewer, the more nodes for each. */
  keep: z.int().min(1),
});

/** A fitted prior over edits, given facts, the seed and what the critic asks for. */
export type EditPrior = z.output<typeof editPriorSchema>;

/** What an edit starts from, as a student sees it. */
export interface EditState {
  readonly program: Program;
  readonly csa: Csa;
  /** Facts as tokens. */
  readonly tokens: readonly string[];
}

/** What a student reads of each directive: its edit, where it stands, and crossings with seed and facts. */
export function directiveFeatures(state: EditState, asked: readonly Directive[]): Features[] {
  const { program: { steps }, csa: { pooled }, tokens } = state;
  const size = (share: number) => share === 0 ? "none" : share < 0.1 ? "small" : "large";
  const errors = [
    `colour ${size(pooled.colour)}`,
    `shape ${size(pooled.shape)}`,
    `arrangement ${size(pooled.arrangement)}`,
    `steps ${Math.min(steps.length, 4)}`,
    `last ${steps.at(-1)?.op ?? "none"}`,
  ];
  return asked.map(({ op, locus }, rank) => {
    const features: { [name: string]: number } = { [op]: 1, rank: rank / 12 };
    for (const error of errors) features[`${op}|${error}`] = 1;
    for (const token of tokens) features[`${op}|${token}`] = 1;
    const step = steps[locus.step];
    if (step !== undefined) {
      features[`${op} at ${step.op}`] = 1;
      features[`${op} from end ${Math.min(3, steps.length - 1 - locus.step)}`] = 1;
    }
    return features;
  });
}

/** The directives a student follows, likeliest first, in the critic's order on a tie. */
export function likeliestDirectives(
  prior: EditPrior,
  state: EditState,
  asked: readonly Directive[],
): readonly Directive[] {
  const chances = probabilities(prior.directives, directiveFeatures(state, asked));
  return asked.map((directive, i) => ({ directive, chance: chances[i]! }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, prior.keep)
    .map(({ directive }) => directive);
}
