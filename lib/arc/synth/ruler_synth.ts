import { baseTaskId } from "../../dataset/base_task_id.ts";
import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import { describe } from "../describer/describe.ts";
import type { Fact } from "../describer/fact.ts";
import { printProgram } from "../dsl/print_program.ts";
import { opsSignature, type Program } from "../dsl/program.ts";
import { solveTask } from "../loop/solve_task.ts";
import { symbolicModules } from "../loop/symbolic_modules.ts";
import type { Task } from "../task/task.ts";
import { makeTasks } from "./make_tasks.ts";
import { behaviourOf, knownTasks } from "./pipeline_synth.ts";

/** Facts and pairs of one task with a program that fits them (`arc.ruler_synth/1`). */
export interface RulerSynthRow {
  readonly schema: "arc.ruler_synth/1";
  readonly taskId: string;
  readonly split: Split;
  /** `teacher`: a made task and the program found for it; `random`: a drawn program and what it does. */
  readonly origin: "teacher" | "random";
  readonly facts: readonly Fact[];
  readonly pairs: readonly { readonly input: number[][]; readonly output: number[][] }[];
  readonly program: Program;
  readonly text: string;
  readonly opsSignature: string;
  /** Equal for programs that do the same on fixed probe grids. */
  readonly behaviour: string;
}

/** Options of {@linkcode rulerSynthRows}. */
export interface RulerSynthOptions {
  /** Made tasks given to the teacher. */
  readonly made: number;
  /** Programs drawn. */
  readonly random: number;
  readonly seed: number;
  /** Nodes of the teacher per task. @default {30000} */
  readonly nodeBudget?: number;
  /** Hears of made tasks that the teacher did not solve. */
  readonly onUnsolved?: () => void;
  readonly signal?: AbortSignal;
}

/** Rows from solved made tasks, then rows from random programs; the writer keeps one row per behaviour. */
export function* rulerSynthRows(options: RulerSynthOptions): Generator<RulerSynthRow, void, void> {
  const { made, random, seed, nodeBudget = 30_000, signal } = options;
  const modules = symbolicModules();
  for (const { task } of makeTasks({ count: made, seed })) {
    signal?.throwIfAborted();
    const steps = solveTask(task, modules, { nodeBudget, seed });
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { best, solved } = step.value;
    if (solved && best !== null) yield rowOf("teacher", task, best.program);
    else options.onUnsolved?.();
  }
  for (const { task, program } of knownTasks({ count: random, seed })) {
    signal?.throwIfAborted();
    yield rowOf("random", task, program);
  }
}

function rowOf(origin: RulerSynthRow["origin"], task: Task, program: Program): RulerSynthRow {
  return {
    schema: "arc.ruler_synth/1",
    taskId: task.taskId,
    split: splitOf(baseTaskId(task.taskId)),
    origin,
    facts: describe(task),
    pairs: task.train.map(({ input, output }) => ({
      input: input.toRows(),
      output: output.toRows(),
    })),
    program,
    text: printProgram(program),
    opsSignature: opsSignature(program),
    behaviour: behaviourOf(program),
  };
}

/** Made examples for rulers as a dataset. */
export const rulerSynthKind: DatasetKind<RulerSynthRow> = {
  name: "ruler_synth",
  rowSchema: "arc.ruler_synth/1",
  title: "Made examples for rulers",
  summary: "Facts and pairs of made ARC tasks, each with a program that fits every pair.",
  fields: [
    { name: "taskId", type: "string", meaning: "id of the made task" },
    { name: "split", type: "string", meaning: "train, validation or test, by the task's id" },
    { name: "origin", type: "string", meaning: "teacher: found by search; random: drawn" },
    { name: "facts", type: "list of object", meaning: "kind, args, support" },
    { name: "pairs", type: "list of object", meaning: "input and output grids" },
    { name: "program", type: "object", meaning: "steps of the language, as data" },
    { name: "text", type: "string", meaning: "the same program as text" },
    { name: "opsSignature", type: "string", meaning: "its primitives in order" },
    { name: "behaviour", type: "string", meaning: "sha-256 of what it makes of probe grids" },
  ],
  method: [
    "Tasks of the generator are solved by the symbolic teacher within its nodes; those it does not " +
    "solve are dropped.",
    "Random well-typed programs are run on the inputs of generated tasks; faulty tasks are drawn anew.",
    "Of programs that do the same on fixed probe grids the first is kept.",
  ],
  limits: [
    "A program found by the teacher fits the train pairs; it need not be the rule that made the task.",
    "Programs that differ only on grids unlike the probes count as the same.",
  ],
  facetsOf: ({ taskId, split, origin, behaviour }) => ({
    taskId,
    split,
    label: origin,
    margin: 0,
    key: behaviour,
  }),
};
