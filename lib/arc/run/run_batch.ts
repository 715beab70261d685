import { denoFileSystem } from "../../substrate/records/file_system.ts";
import type { Run } from "../../substrate/runs/open_run.ts";
import { ModelStop } from "../../substrate/models/model_failure.ts";
import { systemClock } from "../../substrate/values/clock.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Describer } from "../loop/modules.ts";
import { MODEL_CALLS_NAME } from "../endpoint/endpoint_desk.ts";
import { builtinSettings, symbolicModules } from "../loop/symbolic_modules.ts";
import type { Trace } from "../trace/trace.ts";
import type { BatchOptions } from "./batch_options.ts";
import { decidingOptions } from "./deciding_options.ts";
import { digestOutputs } from "./digest_outputs.ts";
import { metricsOf, writeMetrics } from "./metrics.ts";
import { openBatch } from "./open_batch.ts";
import { outputPaths, runFolderOf } from "./outputs.ts";
import type { RunEvent, RunReport } from "./run_event.ts";
import { planRunModels, type RunModels } from "./run_models.ts";
import { openRunMemory, type RunMemory } from "./run_memory.ts";
import { openSolverPool, type SolverPool } from "./solver_pool.ts";
import type { Row } from "./solve_row.ts";
import { batchRows, surveyBatch } from "./survey.ts";
import { TotalsCounter } from "./totals.ts";
import type { Unit, UnitPayload } from "./unit.ts";

/** Tasks between the first that is not written and the last that is worked on: bounds memory and disk reads. */
const LOOKAHEAD = 256;

/**
 * Solves a batch of tasks and writes results, traces and totals; yields what happens as it happens.
 *
 * The same work gives the same bytes for any number of workers and of interruptions. A task that fails by
 * a defect is recorded and costs only itself. Stop pulling events and the run stops, resumable.
 *
 * @throws {UserError} for bad input or options (exit code 2) and for a disk that fails (1).
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { runBatch } from "./run_batch.ts";
 * const folder = await Deno.makeTempDir();
 * const flip = { input: [[1, 2], [3, 4]], output: [[2, 1], [4, 3]] };
 * const row = { task_id: "flip", train: [flip], test: [{ input: [[5, 6]], output: [[6, 5]] }] };
 * await Deno.writeTextFile(`${folder}/tasks.jsonl`, JSON.stringify(row) + "\n");
 * const outputs = { results: `${folder}/results.jsonl` };
 * for await (const event of runBatch({ batch: [`${folder}/tasks.jsonl`], outputs, nodeBudget: 5000 })) {
 *   if (event.kind === "finished") assertEquals(event.report.totals.solved.part, 1);
 * }
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function* runBatch(options: BatchOptions): AsyncGenerator<RunEvent, void, void> {
  const { clock = systemClock, modules = builtinSettings, workers = 1 } = options;
  const started = clock.monotonic();
  const { describer } = symbolicModules(modules); // settings that no worker could use end the run here
  const openModels = planRunModels(modules, options.models);
  const survey = await surveyBatch(options.batch, options.maxTasks, options.signal);
  const memory = await memoryOf(options, describer);
  const { run, finishedBefore } = await openBatch(options, survey, memory)
    .catch(async (error) => {
      await memory?.close();
      throw error;
    });
  const counter = new TotalsCounter();
  let workerSeconds = 0;
  const count = ({ payload }: Unit) => {
    counter.add(payload.summary);
    workerSeconds += payload.seconds;
  };
  let pool: SolverPool | undefined;
  let models: RunModels | undefined;
  try {
    const { signal, fs = denoFileSystem } = options;
    const live = { clock, fs, ...(signal === undefined ? {} : { signal }) };
    models = await openModels(runFolderOf(options.outputs), live);
    for await (const unit of run.units()) count(unit);
    await memory?.begin(writtenTraces(run));
    const { tasks } = survey;
    if (finishedBefore) yield { kind: "already_finished", runId: run.runId, tasks };
    else {
      const { resumed } = run;
      yield { kind: "started", runId: run.runId, tasks, resumed, solved: counter.solved, workers };
    }
    let failed = false;
    if (run.finished < tasks) {
      const job = { ...decidingOptions(options), runId: run.runId, modules };
      pool = (options.openPool ?? openSolverPool)(
        Math.min(workers, tasks - run.finished),
        job,
        models.desk,
      );
      for await (const unit of finishedUnits(options, run, pool, memory)) {
        count(unit);
        failed ||= unit.payload.summary.error !== undefined;
        yield taskFinished(unit, counter);
      }
    }
    const seconds = (clock.monotonic() - started) / 1000;
    const state = run.finished === tasks
      ? "done"
      : (failed && options.failFast === true) || models.stop?.interrupted === false
      ? "failed"
      : "interrupted";
    const { usage, costUsd } = models;
    const totals = { ...counter.totals(), costUsd };
    await run.closeOutputs();
    await memory?.flush();
    const timing = timingOf(seconds, run, counter, workerSeconds, workers);
    const { metrics } = options.outputs;
    if (metrics !== undefined) {
      await writeMetrics(metrics, metricsOf(run.runId, totals, usage, timing), fs);
    }
    await run.end({
      code: EXIT_CODES[state],
      reason: state === "done" ? state : models.stop?.message ?? state,
      state,
      counters: {
        in: tasks,
        ok: totals.tasks - totals.errors,
        failed: totals.errors,
        quarantined: 0,
      },
      outputs: await digestOutputs(options.outputs),
    });
    const files = filesOf(options, models);
    const stop = state === "failed" ? models.stop?.message : undefined;
    const told = { usage, ...(stop === undefined ? {} : { stop }) };
    const report: RunReport = { runId: run.runId, state, tasks, totals, ...told, files, seconds };
    yield { kind: "finished", report };
  } finally {
    pool?.close();
    await run.abandon();
    await memory?.close();
    await models?.close();
  }
}

/** The traces of the tasks that are in the outputs, in their order. */
async function* writtenTraces(run: Run<UnitPayload>): AsyncGenerator<Trace, void, void> {
  for await (const { index, payload } of run.units()) {
    if (index >= run.emitted) return;
    if (payload.trace !== null) yield JSON.parse(payload.trace) as Trace;
  }
}

async function memoryOf(options: BatchOptions, describer: Describer) {
  const { memory, outputs, fs = denoFileSystem } = options;
  if (memory === undefined) return undefined;
  const { namespace } = decidingOptions(options);
  return await openRunMemory(memory, { namespace, describer, folder: runFolderOf(outputs), fs });
}

/** The exit code that stands for how a run ended. */
export const EXIT_CODES: { readonly [S in RunReport["state"]]: number } = {
  done: 0,
  failed: 1,
  interrupted: 130,
};

/** Keeps the workers busy with the tasks that are left, and hands each out once it is durable. */
async function* finishedUnits(
  options: BatchOptions,
  run: Run<UnitPayload>,
  pool: SolverPool,
  memory: RunMemory | undefined,
): AsyncGenerator<Unit, void, void> {
  const left = run.remaining();
  let next = left.next();
  const rows = batchRows(options.batch, options.maxTasks);
  const inFlight = new Map<number, Promise<Unit | LeftRow>>();
  let stopping = false;
  let ready: Row | undefined;
  try {
    while (true) {
      while (!stopping && options.signal?.aborted !== true && inFlight.size < pool.capacity) {
        while (!next.done && ready?.index !== next.value) {
          const row = await rows.next();
          if (row.done) throw shrunk(options.batch);
          ready = row.value;
        }
        if (next.done || ready === undefined || ready.index >= run.emitted + LOOKAHEAD) break;
        inFlight.set(ready.index, finish(ready, run, pool, memory));
        next = left.next();
      }
      if (inFlight.size === 0) return;
      const unit = await Promise.race(inFlight.values());
      inFlight.delete(unit.index);
      if ("left" in unit) {
        stopping = true;
        continue;
      }
      if (options.failFast === true && unit.payload.summary.error !== undefined) stopping = true;
      yield unit;
    }
  } finally {
    await Promise.allSettled(inFlight.values());
    await rows.return(undefined);
  }
}

function shrunk(batch: readonly string[]): UserError {
  return new UserError(`${batch.join(", ")}: holds fewer tasks than when the run began`);
}

async function finish(
  row: Row,
  run: Run<UnitPayload>,
  pool: SolverPool,
  memory: RunMemory | undefined,
): Promise<Unit | LeftRow> {
  const bundle = await memory?.bundle(row);
  let unit: Unit;
  try {
    unit = await pool.solve(row, bundle);
  } catch (error) {
    if (error instanceof ModelStop) return { index: row.index, left: true };
    throw error;
  }
  await run.finish(unit);
  return unit;
}

/** A row that is left to a resumed run, because it asked a model and none is asked any more. */
interface LeftRow {
  readonly index: number;
  readonly left: true;
}

function taskFinished({ index, unit, payload }: Unit, counter: TotalsCounter): RunEvent {
  const { solved, testCorrect, cut, error } = payload.summary;
  return {
    kind: "task_finished",
    index,
    taskId: unit,
    solved,
    ...(testCorrect === undefined ? {} : { testCorrect }),
    cut,
    ...(error === undefined ? {} : { error }),
    seconds: payload.seconds,
    done: counter.tasks,
    solvedSoFar: counter.solved,
  };
}

function timingOf(
  seconds: number,
  run: Run<UnitPayload>,
  counter: TotalsCounter,
  workerSeconds: number,
  workers: number,
) {
  const tasks = run.finished - run.resumed;
  const { candidates } = counter.totals();
  return {
    seconds,
    tasks,
    tasksPerSecond: tasks / seconds,
    candidatesPerSecond: workerSeconds === 0 ? 0 : candidates / workerSeconds,
    workerSeconds,
    workers,
  };
}

function filesOf({ outputs }: BatchOptions, { desk }: RunModels): RunReport["files"] {
  const folder = runFolderOf(outputs);
  return [
    ...Object.entries(outputPaths(outputs)).map(([name, path]) => ({ name, path })),
    ...(outputs.traceFiles === true
      ? [{ name: "trace files", path: `${folder}/traces/task_<id>.json` }]
      : []),
    ...(outputs.metrics === undefined ? [] : [{ name: "metrics", path: outputs.metrics }]),
    ...(desk === undefined ? [] : [{ name: "calls", path: `${folder}/${MODEL_CALLS_NAME}` }]),
    { name: "manifest", path: `${folder}/manifest.json` },
  ];
}
