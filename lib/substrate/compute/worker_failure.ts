/** A worker died while it ran a job: an uncaught error, or its module did not load. */
export class WorkerCrash extends Error {
  override readonly name = "WorkerCrash";
}

/** A job ran over its time limit and was killed with its worker. */
export class JobKilled extends Error {
  override readonly name = "JobKilled";
  /** The limit, in milliseconds. */
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`The job was killed after ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}
