import { copyFolder } from "../copy_folder.ts";
import { DEFAULT_MEMORY_LIMITS } from "../../arc/run/run_memory.ts";
import { partVersions } from "../../arc/run/run_versions.ts";
import { runBatch } from "../../arc/run/run_batch.ts";
import type { BatchOptions } from "../../arc/run/batch_options.ts";
import { readTasks } from "../../arc/task/read_tasks.ts";
import { parseTrace } from "../../arc/trace/read_trace.ts";
import type { Trace } from "../../arc/trace/trace.ts";
import { baseTaskId } from "../../dataset/base_task_id.ts";
import type {
  Benchmark,
  BenchmarkTask,
  ScoreRequest,
  TaskScore,
} from "../../distillation/session/ports.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { digestOf, sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { stateFault } from "../state_fault.ts";
import { arcAdvice } from "./arc_advice.ts";
import { arcFacets } from "./arc_facets.ts";
import { readArcState } from "./arc_state.ts";

/** What {@linkcode openArcBenchmark} is told. */
export interface ArcBenchmarkOptions {
  /** Tasks as batch JSONL. */
  readonly taskFile: string;
  /**
   * What passes a task: `test`: one of two predictions is right for every test input; `fit`: a program fits
   * every train pair.
   *
   * @default {"test"}
   */
  readonly measure?: "test" | "fit";
  /** Folder with `memory.db`; each run reads a copy. @default none: a state that wants a memory is refused */
  readonly memoryFolder?: string;
  /** The namespace that is read of that memory. @default {"default"} */
  readonly namespace?: string;
  /** Worker threads; scores do not depend on it. @default {1} */
  readonly workers?: number;
  /** Wall clock per task; a task it cuts has no score. @default {30} */
  readonly taskSeconds?: number;
  /** Only the first so many tasks of the file. @default {Infinity} */
  readonly maxTasks?: number;
}

/**
 * Scores states of the harness by how many ARC tasks they solve.
 *
 * A task's family is its base task, its category the concept it was made for (`arc` where none is told). Runs
 * depend on state, task and seed only: nodes are counted, not seconds, and a task that the wall clock cuts has
 * no score.
 *
 * @throws {UserError} exit 2 for tasks that cannot be read.
 */
export async function openArcBenchmark(options: ArcBenchmarkOptions): Promise<Benchmark> {
  const { taskFile, measure = "test", maxTasks = Infinity } = options;
  const lines = new Map<string, string>();
  const tasks: BenchmarkTask[] = [];
  for await (const { task, sourceText } of readTasks(taskFile)) {
    if (tasks.length >= maxTasks) break;
    lines.set(task.taskId, sourceText);
    tasks.push({
      id: task.taskId,
      family: baseTaskId(task.taskId),
      category: task.concept ?? "arc",
    });
  }
  return {
    name: "arc",
    contentDigest: digestOf({
      measure,
      tasks: [...lines].map(([id, line]) => [id, sha256(line)]),
    }),
    environmentDigest: digestOf({
      parts: partVersions,
      memory: options.memoryFolder === undefined ? null : await folderDigest(options.memoryFolder),
      namespace: options.namespace ?? "default",
    }),
    deterministic: true,
    mostUsdPerRun: 0,
    tasks: () => Promise.resolve(tasks),
    score: (request) => scoreTasks(request, lines, options),
    check: (folder) =>
      stateFault(folder, async () => refuseUnknown(await readArcState(folder), options)),
    advice: arcAdvice,
  };
}

type State = Awaited<ReturnType<typeof readArcState>>;

function refuseUnknown({ memory, modules }: State, { memoryFolder }: ArcBenchmarkOptions): void {
  if (memory !== undefined && memoryFolder === undefined) {
    throw new UserError("arc/memory.jsonc: enabled: this benchmark was given no memory to read");
  }
  if (modules.endpoints !== undefined) {
    throw new UserError(
      "arc/modules.jsonc: a module asks a model, whose answers do not repeat; " +
        "score it with a command of your own",
    );
  }
}

async function* scoreTasks(
  request: ScoreRequest,
  lines: ReadonlyMap<string, string>,
  options: ArcBenchmarkOptions,
): AsyncGenerator<TaskScore, void, void> {
  const { taskIds, traceFolder, stateFolder, seed, signal } = request;
  const { measure = "test", taskSeconds = 30, workers = 1 } = options;
  const state = await readArcState(stateFolder);
  refuseUnknown(state, options);
  await Deno.mkdir(traceFolder, { recursive: true });
  const batch = `${traceFolder}/tasks.jsonl`, traces = `${traceFolder}/traces.jsonl`;
  await Deno.writeTextFile(batch, taskIds.map((id) => `${lines.get(id)}\n`).join(""));
  const memory = state.memory === undefined ? undefined : `${traceFolder}/memory`;
  if (memory !== undefined) await copyFolder(options.memoryFolder!, memory);
  const run: BatchOptions = {
    batch: [batch],
    outputs: { results: `${traceFolder}/results.jsonl`, outDir: `${traceFolder}/run`, traces },
    ...state.search,
    modules: state.modules,
    ...(memory === undefined
      ? {}
      : { memory: { folder: memory, limits: state.memory ?? DEFAULT_MEMORY_LIMITS } }),
    namespace: options.namespace ?? "default",
    taskSeconds,
    workers: Math.min(workers, taskIds.length),
    seed: seedNumber(seed),
    fresh: true,
    ...(signal === undefined ? {} : { signal }),
  };
  const broken = new Map<string, string>();
  const right = new Map<string, boolean | undefined>();
  for await (const event of runBatch(run)) {
    if (event.kind !== "task_finished") continue;
    const { taskId, error, cut, testCorrect, solved } = event;
    if (error !== undefined) broken.set(taskId, error);
    else if (cut === "seconds") broken.set(taskId, `cut by the wall clock after ${taskSeconds} s`);
    right.set(taskId, measure === "fit" ? solved : testCorrect);
  }
  signal?.throwIfAborted();
  const found = new Map<string, Trace>();
  for await (const { text, line } of readJsonl(traces)) {
    const trace = parseTrace(text, traces, line);
    found.set(trace.taskId, trace);
  }
  for (const taskId of taskIds) {
    const trace = found.get(taskId), passed = right.get(taskId);
    const error = broken.get(taskId) ??
      (passed === undefined ? "its test output is not known; measure fit instead" : undefined);
    yield {
      taskId,
      outcome: error === undefined
        ? { kind: "scored", score: passed === true ? 1 : 0 }
        : { kind: "failed", error },
      facets: trace === undefined ? {} : arcFacets(trace, passed === true),
      tracePath: traces,
    };
  }
}

/** A run's seed is a number; equal texts have equal numbers. */
function seedNumber(seed: string): number {
  return /^\d{1,9}$/.test(seed) ? Number(seed) : parseInt(sha256(seed).slice(0, 8), 16);
}

async function folderDigest(folder: string): Promise<string> {
  const parts: [string, string][] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (!entry.isFile) continue;
    parts.push([entry.name, sha256(await Deno.readFile(`${folder}/${entry.name}`))]);
  }
  return digestOf(parts.sort(([a], [b]) => a < b ? -1 : 1));
}
