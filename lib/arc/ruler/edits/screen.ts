import type { Program } from "../../dsl/program.ts";
import type { Evaluation } from "../../dsl/evaluate.ts";
import { verifierScoreOf } from "../../verifier/comparator.ts";
import { featuresOf } from "../../verifier/features.ts";
import { verificationOf } from "../../verifier/verify.ts";
import type { EditWork } from "./edit_op.ts";

/** What a look at a program came to. */
export interface Screening {
  /** The comparator's score; test inputs count only for programs that fit every train pair. */
  readonly score: number;
  /** Equal for programs that predict the same: on the train inputs, and for fits on the test inputs. */
  readonly behaviour: string;
}

/**
 * Runs a program on a task's train inputs and scores it, paid for in nodes; `undefined` when the budget
 * ends first.
 *
 * Test inputs are run only for programs that fit every train pair: there they break ties.
 */
export function screen(
  program: Program,
  { problem: { task }, memo, budget }: Pick<EditWork, "problem" | "memo" | "budget">,
): Screening | undefined {
  const run = (from: number, count: number): Evaluation[] | undefined => {
    const evaluations: Evaluation[] = [];
    for (let i = from; i < from + count; i++) {
      const evaluation = memo.evaluate(program, i, budget);
      if (evaluation === undefined) return undefined;
      evaluations.push(evaluation);
    }
    return evaluations;
  };
  const train = run(0, task.train.length);
  if (train === undefined) return undefined;
  const fits = verificationOf(train, [], task).verdict.errorType === "ok";
  const tests = fits ? run(task.train.length, task.testInputs.length) : [];
  if (tests === undefined) return undefined;
  const verification = verificationOf(train, tests, task);
  // Tests that were not run count as implausible, so that no partial fit gains by them.
  const testPredictions = fits ? verification.testPredictions : [null];
  const score = verifierScoreOf(featuresOf(program, task, { ...verification, testPredictions }));
  return { score, behaviour: [...train, ...tests].map(fingerprint).join(" ") };
}

function fingerprint(evaluation: Evaluation): string {
  if (evaluation.kind === "failed") return "-";
  const { width, height, hash } = evaluation.grid.movedTo(0, 0);
  return `${width}x${height}:${hash}`;
}
