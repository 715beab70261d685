import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Difficulty } from "../../../lib/arc/synth/concept_family.ts";
import { DIFFICULTIES } from "../../../lib/arc/synth/concept_family.ts";
import { CONCEPT_FAMILIES } from "../../../lib/arc/synth/families.ts";
import { makeTask } from "../../../lib/arc/synth/make_task.ts";
import { familiesNamed, makeTasks } from "../../../lib/arc/synth/make_tasks.ts";
import { taskFaults } from "../../../lib/arc/synth/task_faults.ts";
import { parseTask } from "../../../lib/arc/task/parse_task.ts";
import { taskToRow } from "../../../lib/arc/task/task_to_row.ts";
import { taskLine } from "../../../lib/arc/task/write_tasks.ts";
import { Grid } from "../../../lib/arc/grid/grid.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

function lineOf(name: string, difficulty: Difficulty, seed: number, index: number): string {
  return taskLine(makeTask(familiesNamed(name)[0]!, difficulty, seed, index));
}

Deno.test("every family makes faultless tasks at every difficulty, for several indexes", () => {
  for (const family of CONCEPT_FAMILIES) {
    for (const difficulty of DIFFICULTIES) {
      for (let index = 0; index < 3; index++) {
        const made = makeTask(family, difficulty, 99, index);
        const { task, answers } = made;
        const test = [{ input: task.testInputs[0]!, output: answers.testOutputs[0]! }];
        assertEquals(taskFaults({ train: task.train, test }), [], task.taskId);
        const row = JSON.parse(JSON.stringify(taskToRow(task, answers)));
        assertEquals(parseTask(row, { file: "x" }).task, task);
      }
    }
  }
});

Deno.test("there are at least 44 families, of unique names, with a doc sentence", () => {
  const names = CONCEPT_FAMILIES.map((family) => family.name);
  assert(names.length >= 44 && new Set(names).size === names.length);
  for (const family of CONCEPT_FAMILIES) {
    assert(/^[a-z][a-z_]*$/.test(family.name), family.name);
    assert(family.doc.endsWith("."), family.name);
  }
});

Deno.test("a task depends on seed, family, difficulty and index, and on nothing made before", () => {
  const first = lineOf("gravity", "hard", 5, 2);
  lineOf("gravity", "hard", 5, 1);
  assertEquals(lineOf("gravity", "hard", 5, 2), first);
  assertNotEquals(lineOf("gravity", "hard", 6, 2), first);
  assertNotEquals(lineOf("gravity", "hard", 5, 3), first);
  assertNotEquals(lineOf("gravity", "easy", 5, 2), first);
});

Deno.test("harder tasks have larger inputs on the whole", () => {
  const mean = (difficulty: Difficulty) => {
    const tasks = [...makeTasks({ count: 65, seed: 3, difficulties: [difficulty] })];
    const sizes = tasks.map(({ task }) => task.testInputs[0]!.cells.length);
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  };
  const [easy, medium, hard] = DIFFICULTIES.map(mean);
  assert(easy! * 1.3 < medium! && medium! * 1.3 < hard!, `${easy} ${medium} ${hard}`);
});

Deno.test("makeTasks() gives unique ids, and a longer run begins with a shorter one", () => {
  const ids = [...makeTasks({ count: 250, seed: 1 })].map(({ task }) => task.taskId);
  assertEquals(new Set(ids).size, 250);
  const few = [...makeTasks({ count: 7, seed: 1 })].map(({ task }) => task.taskId);
  assertEquals(few, ids.slice(0, 7));
});

Deno.test("makeTasks() keeps to the families and difficulties asked for", () => {
  const families = familiesNamed("stamp, flip");
  const made = [...makeTasks({ count: 5, families, difficulties: ["hard"] })];
  assertEquals(
    made.map(({ task }) => task.taskId),
    ["flip-hard-0", "stamp-hard-0", "flip-hard-1", "stamp-hard-1", "flip-hard-2"],
  );
  assertThrows(() => familiesNamed("flip,flop"), UserError, '"flop"');
});

Deno.test("taskFaults() finds each fault", () => {
  const grid = (text: string) => Grid.fromRows(text.split("/").map((row) => [...row].map(Number)));
  const pair = (input: string, output: string) => ({ input: grid(input), output: grid(output) });
  const train = [pair("12", "21"), pair("13", "31"), pair("11/23", "11/32")];
  const test = [pair("32", "23")];
  assertEquals(taskFaults({ train, test }), []);
  assertEquals(taskFaults({ train: train.slice(1), test }), ["number of pairs"]);
  assertEquals(taskFaults({ train: [...train, pair("33", "33")], test }), ["output equals input"]);
  assertEquals(taskFaults({ train, test: [pair("12", "21")] }), ["repeated input"]);
  assertEquals(taskFaults({ train, test: [pair("42", "24")] }), ["colour only in the test"]);
  assertEquals(taskFaults({ train, test: [pair("32", "22")] }), [
    'also symmetry.motion {"motion":"flip_x"}',
  ]);
  const constant = [pair("12", "1"), pair("13", "1"), pair("23", "1")];
  assertEquals(taskFaults({ train: constant, test: [pair("32", "1")] }), ["constant output"]);
  const long = pair("1".repeat(31), "2");
  assertEquals(taskFaults({ train: [...train, long], test }), ["size"]);
});
