import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { parseTask } from "../../../lib/arc/task/parse_task.ts";
import { gridJson } from "../../../lib/arc/task/task_digest.ts";
import { taskToRow } from "../../../lib/arc/task/task_to_row.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { digestOf } from "../../../lib/substrate/values/digest.ts";
import { createPrng, type Prng } from "../../../lib/substrate/values/prng.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

const PLACE = { file: "tasks.jsonl", line: 12 };

function row(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    task_id: "a",
    train: [{ input: [[1, 2], [3, 4]], output: [[1]] }],
    test: [{ input: [[5]], output: [[6]] }],
    ...changes,
  };
}

function complaint(value: unknown): string {
  const error = assertThrows(() => parseTask(value, PLACE), UserError) as UserError;
  assertEquals(error.exitCode, 2);
  assert(!error.message.includes("\n"));
  return error.message;
}

function withInput(input: unknown): Record<string, unknown> {
  return row({ train: [{ input, output: [[1]] }] });
}

Deno.test("parseTask() keeps test outputs out of the task", () => {
  const { task, answers } = parseTask(row(), PLACE);
  assertEquals(Object.keys(task).sort(), ["digest", "taskId", "testInputs", "train"]);
  assertEquals(answers.testOutputs[0]?.toRows(), [[6]]);
});

Deno.test("parseTask() takes an absent and a null test output as unknown", () => {
  const test = [{ input: [[1]] }, { input: [[1]], output: null }];
  assertEquals(parseTask(row({ test }), PLACE).answers.testOutputs, [null, null]);
});

Deno.test("parseTask() carries concept and difficulty, and tolerates unknown keys", () => {
  const { task } = parseTask(row({ concept: "flip", difficulty: "easy", extra: { a: 1 } }), PLACE);
  assertEquals([task.concept, task.difficulty], ["flip", "easy"]);
});

Deno.test("parseTask() digests taskId, train pairs and test inputs, and nothing else", () => {
  const { digest } = parseTask(row(), PLACE).task;
  assertEquals(
    digest,
    digestOf({ taskId: "a", train: row()["train"], test: [[[5]]] }),
  );
  const relabelled = row({ concept: "x", test: [{ input: [[5]] }], note: 1 });
  assertEquals(parseTask(relabelled, PLACE).task.digest, digest);
  assertNotEquals(parseTask(row({ task_id: "b" }), PLACE).task.digest, digest);
  assertNotEquals(parseTask(row({ test: [{ input: [[4]] }] }), PLACE).task.digest, digest);
});

Deno.test("parseTask() names place, field, expected and found for every kind of bad field", () => {
  const at = "tasks.jsonl:12: ";
  const wide = Array.from({ length: 31 }, () => 0);
  const cases: [unknown, string][] = [
    [7, "expected a task object, found 7"],
    [[], "expected a task object, found []"],
    [null, "expected a task object, found null"],
    [row({ task_id: undefined }), "task_id: expected a non-empty string, found nothing"],
    [row({ task_id: "" }), 'task_id: expected a non-empty string, found ""'],
    [row({ task_id: 5 }), "task_id: expected a non-empty string, found 5"],
    [row({ task_id: "é".repeat(101) }), "task_id: expected at most 200 bytes, found 202 bytes"],
    [
      row({ task_id: "../x" }),
      'task_id: expected an id without /, \\ and control characters, found "../x"',
    ],
    [row({ train: [] }), "train: expected at least one train pair, found none"],
    [
      row({ train: undefined }),
      "train: expected a list with at least one train pair, found nothing",
    ],
    [row({ test: [] }), "test: expected at least one test input, found none"],
    [row({ test: [null] }), "test[0]: expected an object, found null"],
    [row({ concept: 3 }), "concept: expected a string, found 3"],
    [row({ test: [{}] }), "test[0].input: expected a grid (rows of cells), found nothing"],
    [
      row({ train: [{ input: [[1]] }] }),
      "train[0].output: expected a grid (rows of cells), found nothing",
    ],
    [row({ test: [{ input: [[1]], output: [] }] }), "test[0].output: expected 1–30 rows, found 0"],
    [withInput("x"), 'train[0].input: expected a grid (rows of cells), found "x"'],
    [withInput(wide.map(() => [0])), "train[0].input: expected 1–30 rows, found 31"],
    [withInput([wide]), "train[0].input[0]: expected 1–30 columns, found 31"],
    [withInput([[]]), "train[0].input[0]: expected 1–30 columns, found 0"],
    [withInput([[1], 5]), "train[0].input[1]: expected a row of cells, found 5"],
    [
      withInput([[1, 2, 3], [1, 2, 3, 4]]),
      "train[0].input: expected rows of equal length, found 3, 4",
    ],
    [withInput([[0, 12]]), "train[0].input[0][1]: expected a cell 0–9, found 12"],
    [withInput([[-1]]), "train[0].input[0][0]: expected a cell 0–9, found -1"],
    [withInput([[1.5]]), "train[0].input[0][0]: expected a cell 0–9, found 1.5"],
    [withInput([["1"]]), 'train[0].input[0][0]: expected a cell 0–9, found "1"'],
    [withInput([[null]]), "train[0].input[0][0]: expected a cell 0–9, found null"],
  ];
  for (const [value, message] of cases) assertEquals(complaint(value), at + message);
});

Deno.test("parseTask() never prints more than a short line, whatever it is given", () => {
  assert(complaint(withInput("x".repeat(1e6))).length < 200);
  assert(complaint(withInput([[{ a: Array(1e5).fill(1) }]])).length < 200);
});

Deno.test("parseTask() counts id length in bytes and takes non-ASCII ids", () => {
  assertEquals(parseTask(row({ task_id: "täsk-漢" }), PLACE).task.taskId, "täsk-漢");
  complaint(row({ task_id: "\ud800" }));
  complaint(row({ task_id: "a\u0000" }));
});

Deno.test("taskToRow() writes what parseTask() reads, for random tasks", () => {
  const prng = createPrng("round-trip");
  for (let n = 0; n < 60; n++) {
    const value = randomRow(prng);
    const { task, answers } = parseTask(value, PLACE);
    const again = parseTask(JSON.parse(JSON.stringify(taskToRow(task, answers))), PLACE);
    assertEquals(canonicalJson(taskToRow(again.task, again.answers)), canonicalJson(value));
    assertEquals(again.task.digest, task.digest);
    assertEquals("output" in taskToRow(task).test[0]!, false);
  }
});

Deno.test("parseTask() refuses or reads every mutated row, and fails only with a UserError", () => {
  const prng = createPrng("mutants");
  let refused = 0;
  for (let n = 0; n < 3000; n++) {
    const value = mutate(prng, randomRow(prng));
    try {
      const { task } = parseTask(value, PLACE);
      for (const pair of task.train) {
        for (const grid of [pair.input, pair.output]) {
          assertEquals(grid.cells.length, grid.width * grid.height);
          assert(grid.cells.every((cell) => cell <= 9), gridJson(grid));
        }
      }
    } catch (error) {
      assert(error instanceof UserError, String(error));
      assert(error.message.startsWith("tasks.jsonl:12: "));
      refused++;
    }
  }
  assert(refused > 500, `only ${refused} refused`);
});

function randomRow(prng: Prng): Record<string, unknown> {
  const grid = () => {
    const width = prng.between(1, 30);
    return Array.from(
      { length: prng.between(1, 30) },
      () => Array.from({ length: width }, () => prng.below(10)),
    );
  };
  const pairs = (most: number) =>
    Array.from({ length: prng.between(1, most) }, () => ({ input: grid(), output: grid() }));
  return { task_id: `t${prng.below(1e6)}`, train: pairs(4), test: pairs(2) };
}

const ODD: readonly unknown[] = [
  null,
  undefined,
  -1,
  10,
  2.5,
  NaN,
  "",
  "3",
  [],
  {},
  true,
  [[]],
  1e9,
];

/** Replaces, drops or repeats one value at a random depth. */
function mutate(prng: Prng, value: unknown): unknown {
  if (typeof value !== "object" || value === null || prng.below(5) === 0) return prng.pick(ODD);
  if (Array.isArray(value)) {
    if (value.length === 0) return prng.pick(ODD);
    const at = prng.below(value.length);
    const copy = [...value];
    const how = prng.below(6);
    if (how === 0) copy.splice(at, 1);
    else if (how === 1) copy.splice(at, 0, copy[at]);
    else copy[at] = mutate(prng, copy[at]);
    return copy;
  }
  const key = prng.pick(Object.keys(value));
  return { ...value, [key]: mutate(prng, (value as Record<string, unknown>)[key]) };
}
