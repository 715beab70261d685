import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { shown } from "../../substrate/values/input_error.ts";
import type {
  Benchmark,
  BenchmarkTask,
  CostLedger,
  Student,
  StudentRequest,
  TaskScore,
} from "./ports.ts";
import type { RunLog } from "./run_log.ts";
import type { StudentRun } from "./student_run.ts";

/** What a {@linkcode recordedStudent} stands on. */
export interface RecordedStudentOptions {
  readonly benchmark: Benchmark;
  /** The frozen version of the benchmark. */
  readonly version: string;
  readonly tasks: readonly BenchmarkTask[];
  readonly log: RunLog;
  readonly ledger: CostLedger;
  /** Where traces are put, one folder per request. */
  readonly traceRoot: string;
  /** Hears of every run that was made or read back. */
  readonly onRun?: (run: StudentRun) => void;
}

/**
 * Puts record, budget and checks before a benchmark. A run in the log is not made again but charged again to
 * this execution, so that a resumed or replayed session stops where the first one did.
 *
 * @throws {RangeError} for a task that the benchmark does not have.
 */
export function recordedStudent(options: RecordedStudentOptions): Student {
  const { benchmark, version, log, ledger } = options;
  const byId = new Map(options.tasks.map((task) => [task.id, task]));
  const charged = new Set<string>();
  let place: number | undefined;
  const keyOf = (request: StudentRequest, taskId: string): string =>
    digestOf({
      benchmark: benchmark.name,
      version,
      content: benchmark.contentDigest,
      environment: benchmark.environmentDigest,
      state: request.state.digest,
      taskId,
      seed: request.seed,
      draw: request.draw ?? 0,
    }).slice(0, 24);
  return {
    run: async (request) => {
      const { state, taskIds, seed, draw = 0, role, signal } = request;
      const keys = new Map(taskIds.map((taskId) => [taskId, keyOf(request, taskId)]));
      const stranger = taskIds.find((taskId) => !byId.has(taskId));
      if (stranger !== undefined) throw new RangeError(`No task ${stranger} in ${benchmark.name}`);
      const fresh = [...keys].filter(([, key]) => !charged.has(key));
      const hold = await ledger.reserve(role, fresh.length * benchmark.mostUsdPerRun);
      let studentUsd = 0, judgeUsd = 0;
      try {
        const missing = fresh.flatMap(([taskId, key]) =>
          log.read(key) === undefined ? [taskId] : []
        );
        if (missing.length > 0) {
          signal?.throwIfAborted();
          // A process that was killed, or an earlier one, may have left folders there.
          place = (place ?? await lastPlace(options.traceRoot)) + 1;
          const traceFolder = `${options.traceRoot}/${place}`;
          const score = { stateFolder: state.folder, taskIds: missing, seed, traceFolder };
          const scores = scored(benchmark, signal === undefined ? score : { ...score, signal });
          for await (const one of scores) {
            const task = byId.get(one.taskId)!;
            await log.write({
              runKey: keys.get(one.taskId)!,
              stateDigest: state.digest,
              taskId: one.taskId,
              family: task.family,
              category: task.category,
              seed,
              draw,
              outcome: one.outcome,
              facets: one.facets,
              ...(one.tracePath === undefined ? {} : { tracePath: one.tracePath }),
              cost: one.cost ?? { studentUsd: 0, judgeUsd: 0 },
            });
          }
        }
        for (const [, key] of fresh) {
          charged.add(key);
          const { cost } = log.read(key)!;
          studentUsd += cost.studentUsd;
          judgeUsd += cost.judgeUsd;
        }
      } finally {
        hold.settle(studentUsd);
      }
      if (judgeUsd > 0) (await ledger.reserve("judge", judgeUsd)).settle(judgeUsd);
      return taskIds.map((taskId) => {
        const run = log.read(keys.get(taskId)!)!;
        options.onRun?.(run);
        return run;
      });
    },
  };
}

/** The highest number that a folder is named by; −1 where none is. */
async function lastPlace(root: string): Promise<number> {
  const names = await denoFileSystem.list(root);
  return names.filter((name) => /^\d+$/.test(name)).reduce(
    (most, name) => Math.max(most, Number(name)),
    -1,
  );
}

type Asked = Parameters<Benchmark["score"]>[0];

/** Each asked task once, whatever the adapter does: throws, forgets, repeats itself or says NaN. */
async function* scored(
  benchmark: Benchmark,
  asked: Asked,
): AsyncGenerator<TaskScore, void, void> {
  const waiting = new Set(asked.taskIds);
  let broke: string | undefined;
  try {
    await Deno.mkdir(asked.traceFolder, { recursive: true });
    for await (const one of benchmark.score(asked)) {
      // A task nobody asked for, or one that came already, is not believed.
      if (!waiting.delete(one.taskId)) continue;
      yield checked(one);
    }
  } catch (error) {
    if (asked.signal?.aborted === true) throw error;
    broke = error instanceof Error ? error.message : String(error);
  }
  // An interrupted scorer may end quietly; what it left out is not failed but not run.
  asked.signal?.throwIfAborted();
  for (const taskId of waiting) {
    const error = broke === undefined ? "the scorer gave no score" : `the scorer broke: ${broke}`;
    yield { taskId, outcome: { kind: "failed", error: oneLine(error) }, facets: {} };
  }
}

/** A score that is no number in [0, 1] is no score. */
function checked(one: TaskScore): TaskScore {
  if (one.outcome.kind === "failed") {
    return { ...one, outcome: { kind: "failed", error: oneLine(one.outcome.error) } };
  }
  const { score } = one.outcome;
  if (typeof score === "number" && score >= 0 && score <= 1) return one;
  const error = `the scorer said ${shown(score)}, expected a number from 0 to 1`;
  return { ...one, outcome: { kind: "failed", error } };
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, " ").slice(0, 500);
}
