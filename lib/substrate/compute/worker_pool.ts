import { completions } from "./_completions.ts";
import type { Completion, MapJobsOptions } from "./completion.ts";
import { PooledWorker } from "./_pooled_worker.ts";

/** Options of {@linkcode createWorkerPool}. */
export interface WorkerPoolOptions {
  /** The worker's module, which calls {@linkcode serveJobs}. */
  readonly url: URL;
  /** Workers at most; they start when first needed. */
  readonly size: number;
  /**
   * A job that runs longer than this many milliseconds is killed with its worker.
   *
   * @default no limit
   */
  readonly killAfterMs?: number;
}

/** Options of {@linkcode WorkerPool.run}. */
export interface RunJobOptions {
  /** Buffers of the job that move to the worker instead of being copied. */
  readonly transfer?: Transferable[];
  /** Rejects the job: one that waits is dropped, one that runs is killed with its worker. */
  readonly signal?: AbortSignal;
}

/** Runs jobs on Web Workers. */
export interface WorkerPool<Job, Result> {
  /** Jobs running now. */
  readonly busy: number;
  /** Workers at most; may be changed at any time, running jobs are left alone. */
  size: number;
  /**
   * Runs one job.
   *
   * @throws {WorkerCrash} when its worker died, {@linkcode JobKilled} when it ran over the limit, and
   * otherwise what the handler threw.
   */
  run(job: Job, options?: RunJobOptions): Promise<Result>;
  /** Runs a stream of jobs and yields them as they end; takes no more from the source than it can hold. */
  map(
    source: Iterable<Job> | AsyncIterable<Job>,
    options?: MapJobsOptions,
  ): AsyncGenerator<Completion<Job, Result>, void, void>;
  /** Ends all workers; jobs not finished reject. */
  close(): void;
  [Symbol.dispose](): void;
}

/** A job in line. */
interface Waiting<Job, Result> {
  readonly job: Job;
  readonly transfer: Transferable[];
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a pool of native Web Workers: lazily started, bounded, each replaced when it dies.
 *
 * A handler's error rejects its job only. A worker that dies of an uncaught error, or that is killed over
 * the time limit, rejects the job it ran and a fresh one takes its place for the next.
 */
export function createWorkerPool<Job, Result>(
  options: WorkerPoolOptions,
): WorkerPool<Job, Result> {
  const idle: PooledWorker<Job, Result>[] = [];
  const running = new Set<PooledWorker<Job, Result>>();
  const waiting: Waiting<Job, Result>[] = [];
  let size = checkedSize(options.size);
  let closed = false;

  const next = (): void => {
    while (waiting.length > 0 && running.size < size) {
      // One that died while idle has nobody left to tell.
      while (idle.at(-1)?.alive === false) idle.pop();
      const worker = idle.pop() ?? new PooledWorker<Job, Result>(options.url);
      running.add(worker);
      void serve(worker, waiting.shift()!);
    }
    // More may be idle than are wanted now.
    while (idle.length > 0 && running.size + idle.length > size) idle.pop()!.kill();
  };

  const serve = async (worker: PooledWorker<Job, Result>, at: Waiting<Job, Result>) => {
    try {
      const { transfer, signal } = at;
      const limit = options.killAfterMs;
      at.resolve(await worker.run(at.job, { transfer, signal, killAfterMs: limit }));
    } catch (error) {
      at.reject(error);
    } finally {
      running.delete(worker);
      if (worker.alive && !closed) idle.push(worker);
      else worker.kill();
      if (!closed) next();
    }
  };

  const pool: WorkerPool<Job, Result> = {
    get busy() {
      return running.size;
    },
    get size() {
      return size;
    },
    set size(wanted) {
      size = checkedSize(wanted);
      next();
    },
    run: (job, { transfer = [], signal } = {}) =>
      new Promise<Result>((resolve, reject) => {
        if (closed) throw new TypeError("The worker pool is closed");
        signal?.throwIfAborted();
        const at: Waiting<Job, Result> = {
          job,
          transfer,
          signal,
          resolve: (result) => (signal?.removeEventListener("abort", drop), resolve(result)),
          reject: (error) => (signal?.removeEventListener("abort", drop), reject(error)),
        };
        const drop = () => {
          const place = waiting.indexOf(at);
          if (place === -1) return;
          waiting.splice(place, 1);
          at.reject(signal?.reason);
        };
        signal?.addEventListener("abort", drop);
        waiting.push(at);
        next();
      }),
    map: (source, mapOptions = {}) => completions(pool, source, mapOptions),
    close: () => {
      if (closed) return;
      closed = true;
      for (const at of waiting.splice(0)) at.reject(new TypeError("The worker pool was closed"));
      for (const worker of [...idle.splice(0), ...running]) worker.kill();
    },
    [Symbol.dispose]: () => pool.close(),
  };
  return pool;
}

function checkedSize(size: number): number {
  if (Number.isInteger(size) && size >= 1) return size;
  throw new RangeError(`Expected at least 1 worker but found ${size}`);
}
