import { parseTask } from "../task/parse_task.ts";
import { failedUnit, type Row } from "./solve_row.ts";
import type { SolverJob } from "./solver_job.ts";
import type { Unit } from "./unit.ts";
import type { WorkerAnswer, WorkerRequest } from "./worker.ts";

/** Worker threads that solve rows. */
export interface SolverPool {
  /** Rows worth handing over at a time: one for each worker at work, and one waiting. */
  readonly capacity: number;
  /** Resolves with the finished task; a worker that dies costs the task it was on, as a recorded failure. */
  solve(row: Row): Promise<Unit>;
  close(): Promise<void>;
}

/** Starts worker threads for a job; each is started when first needed. */
export function openSolverPool(workers: number, job: SolverJob): SolverPool {
  const idle: Thread[] = [];
  const waiting: ((thread: Thread) => void)[] = [];
  let started = 0;
  const take = (): Promise<Thread> => {
    const thread = idle.pop();
    if (thread !== undefined) return Promise.resolve(thread);
    if (started < workers) {
      started++;
      return Promise.resolve(new Thread(job));
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (thread: Thread): void => {
    const next = waiting.shift();
    if (next === undefined) idle.push(thread);
    else next(thread);
  };
  return {
    capacity: 2 * workers,
    solve: async (row) => {
      let thread = await take();
      try {
        return await thread.solve(row);
      } catch (error) {
        thread.stop();
        thread = new Thread(job);
        const { task } = parseTask(JSON.parse(row.text), row);
        return failedUnit(row, task, error, job.loop.nodeBudget);
      } finally {
        give(thread);
      }
    },
    close: () => {
      for (const thread of idle) thread.stop();
      return Promise.resolve();
    },
  };
}

/** One worker, one row at a time. */
class Thread {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

  constructor(job: SolverJob) {
    this.#send({ kind: "job", job });
  }

  solve(row: Row): Promise<Unit> {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => resolve(data.unit);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      this.#send({ kind: "row", row });
    });
  }

  stop(): void {
    this.#worker.terminate();
  }

  #send(request: WorkerRequest): void {
    this.#worker.postMessage(request);
  }
}
