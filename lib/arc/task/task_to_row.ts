import type { Answers, Task } from "./task.ts";

/** One task as a JSONL row holds it: plain rows of numbers. */
export interface TaskRow {
  readonly task_id: string;
  readonly concept?: string;
  readonly difficulty?: string;
  readonly train: readonly { readonly input: number[][]; readonly output: number[][] }[];
  readonly test: readonly { readonly input: number[][]; readonly output?: number[][] }[];
}

/**
 * The row that `parseTask` reads back to the same task; unknown test outputs are left out.
 *
 * @throws {RangeError} when `answers` does not have one entry for each test input.
 */
export function taskToRow(task: Task, answers?: Answers): TaskRow {
  if (answers !== undefined && answers.testOutputs.length !== task.testInputs.length) {
    throw new RangeError(
      `Expected ${task.testInputs.length} test outputs but found ${answers.testOutputs.length}`,
    );
  }
  return {
    task_id: task.taskId,
    ...(task.concept === undefined ? {} : { concept: task.concept }),
    ...(task.difficulty === undefined ? {} : { difficulty: task.difficulty }),
    train: task.train.map((pair) => ({
      input: pair.input.toRows(),
      output: pair.output.toRows(),
    })),
    test: task.testInputs.map((input, i) => {
      const output = answers?.testOutputs[i] ?? null;
      return output === null
        ? { input: input.toRows() }
        : { input: input.toRows(), output: output.toRows() };
    }),
  };
}
