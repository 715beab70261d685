import { assert, assertEquals } from "@std/assert";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { checkProgram } from "../../../../lib/arc/dsl/check_program.ts";
import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { parseProgram } from "../../../../lib/arc/dsl/parse_program.ts";
import { printProgram } from "../../../../lib/arc/dsl/print_program.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import type { Draft } from "../../../../lib/arc/ruler/draft.ts";
import {
  deepEnumerationFamily,
  enumerationFamily,
} from "../../../../lib/arc/ruler/enumeration/mod.ts";
import { programOf } from "../../../../lib/arc/ruler/enumeration/extract.ts";
import { Search } from "../../../../lib/arc/ruler/enumeration/search.ts";
import { plainSetting, roleSetting } from "../../../../lib/arc/ruler/enumeration/setting.ts";
import { greedyStacks } from "../../../../lib/arc/ruler/enumeration/stacking.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import type { Task } from "../../../../lib/arc/task/task.ts";

const TRAINING = new URL("../../../../../shared/data/arc/arc1-training.jsonl", import.meta.url);

function taskOf(pairs: readonly (readonly [string, string])[], tests: readonly string[]): Task {
  const grid = (text: string) => Grid.fromRows(text.split("/").map((r) => [...r].map(Number)));
  return {
    taskId: "t",
    digest: "t",
    train: pairs.map(([input, output]) => ({ input: grid(input), output: grid(output) })),
    testInputs: tests.map(grid),
  };
}

function draftsOf(task: Task, nodes = 30_000, family = enumerationFamily): Draft[] {
  const budget = new NodeBudget(nodes);
  return [...family.drafts({ task, facts: [] }, budget, createPrng(1))];
}

function rows(draft: Draft | undefined, input: Grid): number[][] | string {
  assert(draft !== undefined, "no draft");
  const result = evaluate(draft.program, input);
  return result.kind === "grid" ? result.grid.toRows() : result.message;
}

Deno.test("a mirrored task is solved by its first draft", () => {
  const task = taskOf([["123/456", "321/654"], ["001/200", "100/002"]], ["780/009"]);
  assertEquals(rows(draftsOf(task)[0], task.testInputs[0]!), [[0, 8, 7], [9, 0, 0]]);
});

Deno.test("layers are stacked: a grid completed by its own mirror image", () => {
  const task = taskOf(
    [["1200/0300/1000", "1221/0330/1001"], ["4500/0060/7000", "4554/0660/7007"]],
    ["2010/0300/4000"],
  );
  assertEquals(rows(draftsOf(task)[0], task.testInputs[0]!), [
    [2, 1, 1, 2],
    [0, 3, 3, 0],
    [4, 0, 0, 4],
  ]);
});

Deno.test("colours that differ from pair to pair are searched by role, in a program of its own", () => {
  const task = taskOf(
    [["1112/1003/1111", "2/3"], ["5556/5008/5555", "6/8"], ["4447/4009/4444", "7/9"]],
    ["3338/3001/3333"],
  );
  const settings = roleSetting(task, "most", "constant");
  assert(settings !== undefined);
  assertEquals(settings.inputs[0]!.toRows(), settings.inputs[1]!.toRows());
});

Deno.test("ugly tasks end without a throw: one cell, the largest grids, sizes that follow no rule", () => {
  const full = Array.from({ length: 30 }, () => "123456789012345678901234567890").join("/");
  const tasks = [
    taskOf([["0", "0"]], ["0"]),
    taskOf([["1", "2"]], ["1", "2", "3"]),
    taskOf([[full, full]], [full]),
    taskOf([["12", "1/2/3"], ["1", "12/34"], ["123", "1"]], ["9999"]),
    taskOf(Array.from({ length: 8 }, () => ["10", "01"] as const), ["20"]),
  ];
  for (const task of tasks) for (const draft of draftsOf(task, 3000)) checkProgram(draft.program);
});

Deno.test("a budget of nothing gives no work, and a small one is kept to", () => {
  const task = taskOf([["123/456", "321/654"]], ["780/009"]);
  for (const family of [enumerationFamily, deepEnumerationFamily]) {
    draftsOf(task, 0, family);
    const budget = new NodeBudget(500);
    [...family.drafts({ task, facts: [] }, budget, createPrng(1))];
    assert(budget.spent <= 600, `spent ${budget.spent}`);
  }
});

const real = readTasks();

Deno.test({
  name:
    "on real tasks every program is well typed, survives printing, and shows what the search saw",
  ignore: real.length === 0,
  fn: () => {
    for (const task of real) {
      for (const setting of [roleSetting(task, "most", "constant"), plainSetting(task)]) {
        if (setting === undefined) continue;
        const search = new Search(setting, 2);
        search.expand(new NodeBudget(20_000));
        for (const group of search.groups.values()) {
          for (const stack of greedyStacks(search, group, new NodeBudget(20_000))) {
            const program = programOf(search, stack);
            assertEquals(checkProgram(program), []);
            assertEquals(parseProgram(printProgram(program)), program);
            const exact = task.train.filter((pair) => {
              const result = evaluate(program, pair.input);
              return result.kind === "grid" && result.grid.equals(pair.output);
            });
            assertEquals(exact.length, stack.fits, `${task.taskId}\n${printProgram(program)}`);
            task.testInputs.forEach((input, t) => {
              const bare = { steps: program.steps.slice(0, program.steps.length) };
              if (setting.before.length > 0) return;
              const result = evaluate(bare, input);
              assert(result.kind === "grid" && result.grid.equals(stack.tests[t]!));
            });
          }
        }
      }
    }
  },
});

Deno.test({
  name: "the same task and budget give the same drafts",
  ignore: real.length === 0,
  fn: () => {
    for (const task of real.slice(0, 3)) {
      const texts = () => draftsOf(task, 10_000).map((draft) => printProgram(draft.program));
      assertEquals(texts(), texts());
    }
  },
});

/** A few real tasks; none where the data set is not beside the repository. */
function readTasks(): Task[] {
  let text: string;
  try {
    text = Deno.readTextFileSync(TRAINING);
  } catch {
    return [];
  }
  const lines = text.trim().split("\n");
  type Row = { task_id: string; train: { input: number[][]; output: number[][] }[] };
  return [3, 57, 101, 158, 222, 301, 366].map((index) => {
    const row = JSON.parse(lines[index]!) as Row & { test: { input: number[][] }[] };
    return {
      taskId: row.task_id,
      digest: row.task_id,
      train: row.train.map((pair) => ({
        input: Grid.fromRows(pair.input),
        output: Grid.fromRows(pair.output),
      })),
      testInputs: row.test.map((pair) => Grid.fromRows(pair.input)),
    };
  });
}
