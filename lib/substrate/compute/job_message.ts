/** What the pool posts to a worker. */
export interface JobMessage<Job> {
  readonly id: number;
  readonly job: Job;
}

/** An error as it crosses between threads. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Kept of a {@linkcode UserError}. */
  readonly exitCode?: 1 | 2;
}

/** What a worker posts back, once per job. */
export type ReplyMessage<Result> =
  | { readonly id: number; readonly ok: true; readonly result: Result }
  | { readonly id: number; readonly ok: false; readonly error: ErrorMessage };
