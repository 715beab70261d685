// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * How fast the language runs: primitives and programs over every grid of the public training set, and search
 * nodes per second. `deno run -A bench/primitives.ts [batch.jsonl]`; prints one Markdown table.
 */
import { applyOp } from "../lib/arc/dsl/apply_op.ts";
import { evaluate } from "../lib/arc/dsl/evaluate.ts";
import type { Program } from "../lib/arc/dsl/program.ts";
import { movesFor } from "../lib/arc/ruler/enumeration/moves.ts";
import { enumerationFamily } from "../lib/arc/ruler/enumeration/mod.ts";
import { NodeBudget } from "../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import { Grid } from "../lib/arc/grid/grid.ts";
import type { Task } from "../lib/arc/task/task.ts";

const here = new URL("../../shared/data/arc/arc1-training.jsonl", import.meta.url);
const tasks = readTasks(Deno.args[0] ?? here);
if (tasks.length === 0) Deno.exit(0);
const inputs = tasks.flatMap((task) => [...task.train.map((p) => p.input), ...task.testInputs]);
const moves = movesFor({ inputs: [1, 2, 3], fresh: [4], inks: [4] })
  .filter((move) => !move.canvas && !move.takesList);

console.log(`${tasks.length} tasks, ${inputs.length} input grids\n`);
console.log("| measure | runs | seconds | per second |\n|---|---|---|---|");
measure(`each of ${moves.length} primitives on every grid`, () => {
  for (const move of moves) for (const grid of inputs) applyOp(move.op, [grid], move.params);
  return moves.length * inputs.length;
});
for (const name of ["move_rigid", "filter_colour", "crop_content", "smear", "objects", "gravity"]) {
  const move = moves.find((m) => m.op.name === name)!;
  measure(`${name} ${JSON.stringify(move.params)}`, () => {
    for (let round = 0; round < 20; round++) {
      for (const grid of inputs) applyOp(move.op, [grid], move.params);
    }
    return 20 * inputs.length;
  });
}
const found: { program: Program; task: Task }[] = [];
const sample = tasks.filter((_, i) => i % 8 === 0);
measure(`search nodes (enumeration on ${sample.length} tasks, 100,000 nodes each)`, () => {
  let nodes = 0;
  for (const task of sample) {
    const budget = new NodeBudget(100_000);
    const drafts = [...enumerationFamily.drafts({ task, facts: [] }, budget, createPrng(1))];
    nodes += budget.spent;
    if (drafts.length > 0) found.push({ program: drafts[0]!.program, task });
  }
  return nodes;
});
const steps = found.reduce((sum, { program }) => sum + program.steps.length, 0) / found.length;
measure(`best programs found (mean ${steps.toFixed(1)} steps) on their tasks' grids`, () => {
  let runs = 0;
  for (let round = 0; round < 20; round++) {
    for (const { program, task } of found) {
      for (const pair of task.train) evaluate(program, pair.input);
      for (const input of task.testInputs) evaluate(program, input);
      runs += task.train.length + task.testInputs.length;
    }
  }
  return runs;
});

function measure(what: string, run: () => number): void {
  const start = performance.now();
  const runs = run();
  const seconds = (performance.now() - start) / 1000;
  console.log(`| ${what} | ${runs} | ${seconds.toFixed(2)} | ${Math.round(runs / seconds)} |`);
}

function readTasks(path: string | URL): Task[] {
  type Row = { task_id: string; train: Pair[]; test: Pair[] };
  type Pair = { input: number[][]; output: number[][] };
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch {
    console.log(`skipped: ${path} is not there`);
    return [];
  }
  return text.trim().split("\n").map((line) => {
    const row = JSON.parse(line) as Row;
    return {
      taskId: row.task_id,
      digest: row.task_id,
      train: row.train.map((p) => ({
        input: Grid.fromRows(p.input),
        output: Grid.fromRows(p.output),
      })),
      testInputs: row.test.map((p) => Grid.fromRows(p.input)),
    };
  });
}
