import * as z from "zod";
import { choiceModelSchema } from "../../../substrate/learn/choice_model_schema.ts";
import { scoreOption } from "../../../substrate/learn/choice_model.ts";
import type { Task } from "../../task/task.ts";
import { critique, type CritiqueOptions } from "../critic.ts";
import type { BlameLocus, Critique } from "../critique.ts";
import type { Program } from "../../dsl/program.ts";
import type { Verification } from "../../verifier/verify.ts";
import { candidateFeatures, stepFeatures } from "./critic_features.ts";

/** The schema of what a critic learns. */
export const learnedCriticSchema = z.strictObject({
  /** Which of two candidates of a task is better. */
  ranking: choiceModelSchema,
  /** Which step of a program is to blame. */
  blame: choiceModelSchema,
});

/** Fitted weights of a critic. */
export type LearnedCritic = z.output<typeof learnedCriticSchema>;

/** The critique of one candidate by learned weights. */
export type Critiquing = (
  program: Program,
  task: Task,
  verification: Verification,
  options?: CritiqueOptions,
) => Critique;

/**
 * A critique whose score is the learned order, squeezed into [0,1], and whose blamed step is the likeliest
 * one. Candidates without an error keep score 1 and no blame; the analysis of errors stays as it is.
 */
export function learnedCritique(learned: LearnedCritic): Critiquing {
  return (program, task, verification, options) => {
    const plain = critique(program, task, verification, options);
    if (verification.verdict.errorType === "ok") return plain;
    const order = scoreOption(learned.ranking, candidateFeatures(program, plain.csa));
    const score = 1 / (1 + Math.exp(-order));
    return { ...plain, score, blame: blameOf(learned, program, verification, plain) };
  };
}

/** The likeliest step; where the symbolic critic blames no step, neither does the learned one. */
function blameOf(
  learned: LearnedCritic,
  program: Program,
  { verdict }: Verification,
  { csa, blame }: Critique,
): BlameLocus {
  if (blame.stage !== "ruler" || program.steps.length === 0) return blame;
  const { errorType } = verdict;
  const scores = stepFeatures({ program, errorType, csa, estimate: blame.step })
    .map((features) => scoreOption(learned.blame, features));
  return { stage: "ruler", step: scores.indexOf(Math.max(...scores)) };
}
