import type { Completion, MapJobsOptions } from "./completion.ts";

/** What runs the jobs: a worker pool, as seen from here. */
interface JobRunner<Job, Result> {
  readonly size: number;
  run(job: Job, options: { readonly signal: AbortSignal }): Promise<Result>;
}

/** Feeds a pool from a source and yields jobs as they end, holding a bounded number of them. */
export async function* completions<Job, Result>(
  pool: JobRunner<Job, Result>,
  source: Iterable<Job> | AsyncIterable<Job>,
  options: MapJobsOptions,
): AsyncGenerator<Completion<Job, Result>, void, void> {
  const iterator = Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const settled: Completion<Job, Result>[] = [];
  let active = 0;
  let pulling = false;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = () => {};
  const onAbort = () => wake();

  const start = async (job: Job): Promise<void> => {
    active++;
    try {
      settled.push({ job, ok: true, result: await pool.run(job, { signal }) });
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      settled.push({ job, ok: false, error });
    } finally {
      active--;
      wake();
    }
  };
  const pull = async (): Promise<void> => {
    pulling = true;
    try {
      const next = await iterator.next();
      if (next.done) ended = true;
      else void start(next.value);
    } catch (error) {
      failure = { error };
    } finally {
      pulling = false;
      wake();
    }
  };

  signal.addEventListener("abort", onAbort);
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      if (failure !== undefined) throw failure.error;
      const room = pool.size + (options.lookahead ?? pool.size) - active - settled.length;
      if (!ended && !pulling && room > 0) void pull();
      const done = settled.shift();
      if (done !== undefined) yield done;
      else if (ended && active === 0 && !pulling) return;
      else {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    stop.abort(new DOMException("The results are no longer wanted", "AbortError"));
    if (!ended) await iterator.return?.();
  }
}
