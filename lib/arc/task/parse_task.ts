import type { Grid } from "../grid/grid.ts";
import { parseGrid } from "./parse_grid.ts";
import { badInput, Described, type Place } from "./place.ts";
import type { Answers, Pair, Task } from "./task.ts";
import { taskDigest } from "./task_digest.ts";

/** The longest task id, in bytes of UTF-8: it must still fit a file name with a prefix and a suffix. */
export const MAX_TASK_ID_BYTES = 200;

/** A task as a solver may see it, and apart from it what only the report may see. */
export interface ParsedTask {
  readonly task: Task;
  readonly answers: Answers;
}

/**
 * Checks one task row and turns it into typed values; nothing behind this door checks again.
 *
 * The row is `{task_id, train: [{input, output}], test: [{input, output?}], concept?, difficulty?}`;
 * other keys are ignored. A test output may be absent or `null`.
 *
 * @throws {UserError} naming file, line, field path, what was expected and what was found.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseTask } from "./parse_task.ts";
 * const row = {
 *   task_id: "flip",
 *   train: [{ input: [[1, 2]], output: [[2, 1]] }],
 *   test: [{ input: [[3, 4]] }],
 * };
 * const { task, answers } = parseTask(row, { file: "tasks.jsonl", line: 1 });
 * assertEquals(task.train[0]?.output.toRows(), [[2, 1]]);
 * assertEquals(answers.testOutputs, [null]);
 * ```
 */
export function parseTask(value: unknown, place: Place): ParsedTask {
  const row = parseRecord(value, place, "");
  const taskId = parseTaskId(row["task_id"], place);
  const train = parseList(row["train"], place, "train", "train pair").map((item, i): Pair => {
    const pair = parseRecord(item, place, `train[${i}]`);
    return {
      input: parseGrid(pair["input"], place, `train[${i}].input`),
      output: parseGrid(pair["output"], place, `train[${i}].output`),
    };
  });
  const testInputs: Grid[] = [];
  const testOutputs: (Grid | null)[] = [];
  parseList(row["test"], place, "test", "test input").forEach((item, i) => {
    const pair = parseRecord(item, place, `test[${i}]`);
    testInputs.push(parseGrid(pair["input"], place, `test[${i}].input`));
    const output = pair["output"] ?? null;
    testOutputs.push(output === null ? null : parseGrid(output, place, `test[${i}].output`));
  });
  const concept = parseLabel(row["concept"], place, "concept");
  const difficulty = parseLabel(row["difficulty"], place, "difficulty");
  return {
    task: {
      taskId,
      digest: taskDigest(taskId, train, testInputs),
      train,
      testInputs,
      ...(concept === undefined ? {} : { concept }),
      ...(difficulty === undefined ? {} : { difficulty }),
    },
    answers: { taskId, testOutputs },
  };
}

/** Ids become parts of file names, so separators and control characters are refused at the door. */
export function parseTaskId(value: unknown, place: Place): string {
  if (typeof value !== "string" || value === "") {
    throw badInput(place, "task_id", "a non-empty string", value);
  }
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > MAX_TASK_ID_BYTES) {
    const found = new Described(`${bytes} bytes`);
    throw badInput(place, "task_id", `at most ${MAX_TASK_ID_BYTES} bytes`, found);
  }
  // deno-lint-ignore no-control-regex -- control characters are what this refuses
  if (/[\/\\\u0000-\u001f\u007f]/.test(value) || !value.isWellFormed()) {
    throw badInput(place, "task_id", "an id without /, \\ and control characters", value);
  }
  return value;
}

function parseRecord(value: unknown, place: Place, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badInput(place, path, path === "" ? "a task object" : "an object", value);
  }
  return value as Record<string, unknown>;
}

function parseList(value: unknown, place: Place, path: string, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw badInput(place, path, `a list with at least one ${what}`, value);
  if (value.length === 0) {
    throw badInput(place, path, `at least one ${what}`, new Described("none"));
  }
  return value;
}

function parseLabel(value: unknown, place: Place, path: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw badInput(place, path, "a string", value);
  return value;
}
