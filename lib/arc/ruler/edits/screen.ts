import type { Program } from "../../dsl/program.ts";
import type { Evaluation } from "../../dsl/evaluate.ts";
import { verifierScoreOf } from "../../verifier/comparator.ts";
import { featuresOf } from "../../verifier/features.ts";
import { verificationOf } from "../../verifier/verify.ts";
import type { EditWork } from "./edit_op.ts";

/**
 * The comparator's score of a program on a task, paid for in nodes; `undefined` when the budget ends first.
 *
 * Test inputs are run only for programs that fit every train pair: there they break ties.
 */
export function screen(
  program: Program,
  { problem: { task }, memo, budget }: Pick<EditWork, "problem" | "memo" | "budget">,
): number | undefined {
  const train: Evaluation[] = [];
  for (let i = 0; i < task.train.length; i++) {
    const evaluation = memo.evaluate(program, i, budget);
    if (evaluation === undefined) return undefined;
    train.push(evaluation);
  }
  const onTrain = verificationOf(train, [], task);
  if (onTrain.verdict.errorType !== "ok") {
    return verifierScoreOf(featuresOf(program, task, { ...onTrain, testPredictions: [null] }));
  }
  const tests: Evaluation[] = [];
  for (let i = 0; i < task.testInputs.length; i++) {
    const evaluation = memo.evaluate(program, task.train.length + i, budget);
    if (evaluation === undefined) return undefined;
    tests.push(evaluation);
  }
  return verifierScoreOf(featuresOf(program, task, verificationOf(train, tests, task)));
}
