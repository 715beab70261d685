import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { ModuleSettings } from "../loop/symbolic_modules.ts";
import { type Checkpoints, loadCheckpoints } from "../run/checkpoints.ts";
import type { BatchOptions, MemoryUse } from "../run/batch_options.ts";
import { runBatch } from "../run/run_batch.ts";
import { type ArmSummary, type ArmTask, armTasks, summarise } from "./curve_arm.ts";
import { type CurveTasks, type CurveTasksOptions, writeCurveTasks } from "./curve_tasks.ts";
import type { Task } from "../task/task.ts";
import { readTasks } from "../task/read_tasks.ts";
import { editExamples } from "./edit_examples.ts";
import { readCriticExamples } from "./read_critic_examples.ts";
import { criticSpec, trainCritic } from "./train_critic.ts";
import { studentSpec, trainStudent } from "./train_student.ts";
import { readExamples } from "./read_examples.ts";
import { rulerExample } from "./ruler_example.ts";
import { rulerSpec, trainRuler } from "./train_ruler.ts";
import { type LearnedSpec, writeSpec } from "./write_spec.ts";

/** What a learning curve is told. */
export interface LearningCurveOptions extends CurveTasksOptions {
  /** Everything the curve leaves behind goes here: tasks, traces, specs, figures. */
  readonly folder: string;
  /** Nodes per held-out task, the same for every arm. */
  readonly nodeBudget: number;
  /** Nodes per task learned from, spent on every family. */
  readonly exploreBudget: number;
  readonly workers: number;
}

/** What happens along a learning curve, in the order it happens. */
export type CurveEvent =
  | { readonly kind: "phase"; readonly text: string }
  | { readonly kind: "arm"; readonly summary: ArmSummary };

/** One point of the curve: what runs the held-out tasks. */
interface Arm {
  readonly name: string;
  readonly checkpoints: Checkpoints;
  /** What the run over the tasks to learn from has left to remember. */
  readonly memory?: MemoryUse;
}

/** Turns, drafts and edits of every run of the curve. */
const LOOP = { iterations: 2, keptDrafts: 8, seedsPerTurn: 2, editsPerSeed: 4, taskSeconds: 120 };

/**
 * The whole circle: traces of the train tasks, modules learned from them, and what each of them adds on
 * held-out tasks at the same node budget.
 *
 * Leaves `curve.jsonl` (one row per arm, ready to be plotted) and `tasks.jsonl` (one row per arm and held-out
 * task) in the folder. Deterministic: same options, same rows.
 *
 * @throws {UserError} for options that leave nothing to learn from, and as `runBatch`.
 */
export async function* learningCurve(options: LearningCurveOptions): AsyncGenerator<CurveEvent> {
  const { folder } = options;
  await Deno.mkdir(folder, { recursive: true });
  // What an earlier curve remembered would make this one another.
  await removeFolder(`${folder}/memory`);
  const tasks = await writeCurveTasks(folder, options);
  yield phase(`${tasks.rows.train} tasks to learn from, ${tasks.rows.heldOut} held out`);
  const traces = `${folder}/train_traces.jsonl`;
  await run(options, {
    name: "explore",
    batch: tasks.train,
    traces,
    modules: await loadCheckpoints({ ruler: "builtin:exploring" }),
    nodeBudget: options.exploreBudget,
    memory: { folder: `${folder}/memory` },
  });
  yield phase("every family tried on every task to learn from");
  const rows: ArmTask[][] = [];
  const summaries: ArmSummary[] = [];
  for await (const arm of arms(options, tasks, traces)) {
    if (typeof arm === "string") {
      yield phase(arm);
      continue;
    }
    const { name, checkpoints, memory } = arm;
    const file = `${folder}/${name.replaceAll(/\W+/g, "_")}.jsonl`;
    const modules = await loadCheckpoints(checkpoints);
    await run(options, {
      name,
      batch: tasks.heldOut,
      traces: file,
      modules,
      nodeBudget: options.nodeBudget,
      ...(memory === undefined ? {} : { memory }),
    });
    rows.push(await armTasks(name, file));
    summaries.push(summarise(rows, rows.length - 1, options.nodeBudget, options.seed));
    yield { kind: "arm", summary: summaries.at(-1)! };
  }
  const lines = (of: readonly unknown[]) => of.map((row) => canonicalJson(row) + "\n").join("");
  await writeAtomicFile(`${folder}/tasks.jsonl`, lines(rows.flat()));
  await writeAtomicFile(`${folder}/curve.jsonl`, lines(summaries));
}

/**
 * The points of the curve; what an arm needs is learned right before it. A module that finds too little to
 * learn from is left out, which the text says, and the arms after it do without.
 */
async function* arms(
  options: LearningCurveOptions,
  tasks: CurveTasks,
  traces: string,
): AsyncGenerator<Arm | string> {
  const { folder, seed, signal } = options;
  const stop = signal === undefined ? {} : { signal };
  const learn = { seed, ...stop };
  yield { name: "untrained", checkpoints: {} };
  let checkpoints: Checkpoints = {};
  const parts: readonly [keyof Checkpoints, string, () => Promise<LearnedSpec>][] = [
    ["ruler", "+ ruler prior", async () => {
      return rulerSpec(await trainRuler(await readExamples([traces], rulerExample, stop), learn));
    }],
    ["critic", "+ critic", async () => {
      const sources = { traces: [traces], tasks: await tasksById(tasks.train), ...learn };
      return criticSpec(await trainCritic(await readCriticExamples(sources), learn));
    }],
    ["student", "+ student", async () => {
      const edits = (await readExamples([traces], editExamples, stop)).flat();
      return studentSpec(await trainStudent(edits, learn));
    }],
  ];
  for (const [part, name, train] of parts) {
    const path = `${folder}/${part}.jsonc`;
    try {
      await writeSpec(path, await train());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      yield `${name} is left out: ${error.message}`;
      continue;
    }
    checkpoints = { ...checkpoints, [part]: path };
    yield { name, checkpoints };
  }
  yield { name: "+ memory", checkpoints, memory: { folder: `${folder}/memory` } };
}

async function tasksById(batch: string): Promise<Map<string, Task>> {
  const tasks = new Map<string, Task>();
  for await (const { task } of readTasks(batch)) tasks.set(task.taskId, task);
  return tasks;
}

/** One batch run of the curve. */
interface CurveRun {
  readonly name: string;
  readonly batch: string;
  readonly traces: string;
  readonly modules: ModuleSettings;
  readonly nodeBudget: number;
  readonly memory?: MemoryUse;
}

async function run(options: LearningCurveOptions, { name, batch, traces, ...deciding }: CurveRun) {
  const outDir = `${options.folder}/runs/${name.replaceAll(/\W+/g, "_")}`;
  const work: BatchOptions = {
    ...LOOP,
    ...deciding,
    batch: [batch],
    outputs: { outDir, results: `${outDir}/results.jsonl`, traces },
    seed: options.seed,
    workers: options.workers,
    fresh: true,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  for await (const event of runBatch(work)) {
    if (event.kind === "finished") options.signal?.throwIfAborted();
  }
}

async function removeFolder(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function phase(text: string): CurveEvent {
  return { kind: "phase", text };
}
