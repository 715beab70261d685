import { createWorkerPool } from "../../substrate/compute/worker_pool.ts";
import { JobKilled, WorkerCrash } from "../../substrate/compute/worker_failure.ts";
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
  /** Resolves with the finished task; a worker that dies or hangs costs its task, as a recorded failure. */
  solve(row: Row, memory?: MemoryBundle): Promise<Unit>;
  close(): void;
}

/** Starts worker threads for a job; each is started when first needed. */
export function openSolverPool(workers: number, job: SolverJob): SolverPool {
  const pool = createWorkerPool<WorkerJob, Unit>({
    url: new URL("./worker.ts", import.meta.url),
    size: workers,
    // A task looks at its own deadline; this is for one that no longer looks at anything.
    killAfterMs: Math.min(2 ** 31 - 1, 3000 * job.taskSeconds + 20_000),
  });
  let answered = false;
  return {
    capacity: 2 * workers,
    solve: async (row, memory) => {
      try {
        const unit = await pool.run({ job, row, ...(memory === undefined ? {} : { memory }) });
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
