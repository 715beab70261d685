import { type AnsweringEnd, openQuestionLine } from "../../substrate/compute/question_line.ts";
import { watchdog } from "../../substrate/compute/watchdog.ts";
import { createWorkerPool } from "../../substrate/compute/worker_pool.ts";
import { JobKilled, WorkerCrash } from "../../substrate/compute/worker_failure.ts";
import type { ModelAnswer, ModelDesk, ModelQuestion } from "../../substrate/models/model_desk.ts";
import type { MemoryBundle } from "../memory/bundle.ts";
import { parseTask } from "../task/parse_task.ts";
import { failedUnit, type Row } from "./solve_row.ts";
import type { SolverJob } from "./solver_job.ts";
import type { Unit } from "./unit.ts";
import type { WorkerJob } from "./worker.ts";

/** Worker threads that solve rows. */
export interface SolverPool {
  /** Rows worth handing over at a time: one for each worker at work, and one waiting. */
  readonly capacity: number;
  /**
   * Resolves with the finished task; a worker that dies or hangs costs its task, as a recorded failure.
   *
   * @throws {ModelStop} when the task asked a model and none is asked any more.
   */
  solve(row: Row, memory?: MemoryBundle): Promise<Unit>;
  close(): void;
}

/** Starts worker threads for a job; each is started when first needed. `desk` answers the modules' questions. */
export function openSolverPool(workers: number, job: SolverJob, desk?: ModelDesk): SolverPool {
  // A task looks at its own deadline; this is for one that no longer looks at anything.
  const killAfterMs = Math.min(2 ** 31 - 1, 3000 * job.taskSeconds + 20_000);
  const pool = createWorkerPool<WorkerJob, Unit>({
    url: new URL("./worker.ts", import.meta.url),
    size: workers,
    // Waiting for a model is no hanging: with a desk, the time is taken between questions.
    ...(desk === undefined ? { killAfterMs } : {}),
  });
  let answered = false;
  return {
    capacity: 2 * workers,
    solve: async (row, memory) => {
      const work = { job, row, ...(memory === undefined ? {} : { memory }) };
      try {
        const unit = desk === undefined
          ? await pool.run(work)
          : await askedAt(desk, killAfterMs, (line, signal) =>
            pool.run({ ...work, line }, { transfer: [line.port], signal }));
        answered = true;
        return unit;
      } catch (error) {
        // A worker that never answered did not load: no task's fault, and no other task would fare better.
        const costsTask = error instanceof JobKilled || (error instanceof WorkerCrash && answered);
        if (!costsTask) throw error;
        const { task } = parseTask(JSON.parse(row.text), row);
        return failedUnit(row, task, error, job);
      }
    },
    close: () => pool.close(),
  };
}

/** Runs one job with a line to the desk; it is killed when it works too long without asking anything. */
async function askedAt<T>(
  desk: ModelDesk,
  killAfterMs: number,
  run: (line: AnsweringEnd["line"], signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const killer = new AbortController();
  const watch = watchdog(killAfterMs, () => killer.abort(new JobKilled(killAfterMs)));
  const end = openQuestionLine<readonly ModelQuestion[], readonly ModelAnswer[]>({
    onTakenUp: () => watch.start(),
    answer: async (questions) => {
      watch.hold();
      try {
        return await Promise.all(questions.map((question) => desk.ask(question)));
      } finally {
        watch.start();
      }
    },
  });
  try {
    return await run(end.line, killer.signal);
  } catch (error) {
    // The worker only knows that there was no answer.
    throw end.failure?.error ?? error;
  } finally {
    watch.end();
    end.close();
  }
}
