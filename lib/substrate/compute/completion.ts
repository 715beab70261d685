/** Options of `WorkerPool.map`. */
export interface MapJobsOptions {
  /**
   * Jobs taken from the source beyond the number of workers, waiting or with unread results.
   *
   * @default the number of workers
   */
  readonly lookahead?: number;
  /** Ends the iteration with the signal's reason and kills the jobs in flight. */
  readonly signal?: AbortSignal;
}

/** How one job of `WorkerPool.map` ended. */
export type Completion<Job, Result> =
  | { readonly job: Job; readonly ok: true; readonly result: Result }
  | { readonly job: Job; readonly ok: false; readonly error: Error };
