import { evaluate, type Evaluation } from "../dsl/evaluate.ts";
import type { Program } from "../dsl/program.ts";
import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";
import { judgePair } from "./judge_pair.ts";
import { StepMemo } from "./step_memo.ts";
import { ERROR_TYPES, type PairVerdict, type Verdict } from "./verdict.ts";

/** A verdict with what it was cut from; the predictions never enter a record. */
export interface Verification {
  readonly verdict: Verdict;
  /** Per train pair what the program made of the input, or why it made nothing. */
  readonly evaluations: readonly Evaluation[];
  /** Per train pair the predicted grid, `null` where there is none. */
  readonly predictions: readonly (Grid | null)[];
  /** Per test input the predicted grid, `null` where there is none. */
  readonly testPredictions: readonly (Grid | null)[];
}

/** Options of {@linkcode verify}. */
export interface VerifyOptions {
  /** Step values shared between the programs of one task: see {@linkcode verifyCache}. */
  readonly cache?: StepMemo;
}

/** A step memo over a task's train and test inputs, to be passed to every `verify` of that task. */
export function verifyCache(task: Task): StepMemo {
  return new StepMemo([...task.train.map((pair) => pair.input), ...task.testInputs]);
}

/**
 * Runs a program on every train pair and every test input of a task and judges the train pairs.
 *
 * Test outputs are not part of a task and so cannot be looked at.
 *
 * @throws {RangeError} when the program names a primitive that does not exist.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { verify } from "./verify.ts";
 * const grid = Grid.fromRows([[1, 2]]);
 * const task = { taskId: "t", digest: "", train: [{ input: grid, output: grid }], testInputs: [grid] };
 * assertEquals(verify({ steps: [] }, task).verdict.errorType, "ok");
 * ```
 */
export function verify(program: Program, task: Task, options: VerifyOptions = {}): Verification {
  const { cache } = options;
  const run = (input: Grid, index: number): Evaluation =>
    cache?.evaluate(program, index) ?? evaluate(program, input);
  const evaluations = task.train.map((pair, i) => run(pair.input, i));
  const tests = task.testInputs.map((input, i) => run(input, task.train.length + i));
  return verificationOf(evaluations, tests, task);
}

/** Judges what a program made of the train inputs (and keeps what it made of the test inputs). */
export function verificationOf(
  evaluations: readonly Evaluation[],
  tests: readonly Evaluation[],
  task: Task,
): Verification {
  const pairs = evaluations.map((evaluation, i) => judgePair(evaluation, task.train[i]!.output));
  return {
    verdict: { pairs, errorType: worst(pairs) },
    evaluations,
    predictions: evaluations.map(gridOrNull),
    testPredictions: tests.map(gridOrNull),
  };
}

function worst(pairs: readonly PairVerdict[]): Verdict["errorType"] {
  for (const type of ERROR_TYPES) if (pairs.some((pair) => pair.errorType === type)) return type;
  return "ok";
}

function gridOrNull(evaluation: Evaluation): Grid | null {
  return evaluation.kind === "grid" ? evaluation.grid : null;
}
