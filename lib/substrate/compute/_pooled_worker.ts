import { UserError } from "../values/user_error.ts";
import type { ErrorMessage, JobMessage, ReplyMessage } from "./job_message.ts";
import { JobKilled, WorkerCrash } from "./worker_failure.ts";

interface Limits {
  readonly transfer: Transferable[];
  readonly signal: AbortSignal | undefined;
  readonly killAfterMs: number | undefined;
}

/** One Web Worker that runs one job at a time. */
export class PooledWorker<Job, Result> {
  readonly #worker: Worker;
  #fail: (error: unknown) => void = () => {};
  #alive = true;
  #jobs = 0;

  constructor(url: URL) {
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.onerror = (event) => {
      // Unprevented, the error would end the main thread too.
      event.preventDefault();
      const place = event.filename ? ` (${event.filename}:${event.lineno})` : "";
      this.#die(new WorkerCrash(`The worker died: ${event.message}${place}`));
    };
    this.#worker.onmessageerror = () => {
      this.#die(new WorkerCrash("The worker sent a reply that cannot be read"));
    };
  }

  /** Whether it can take another job. */
  get alive(): boolean {
    return this.#alive;
  }

  async run(job: Job, { transfer, signal, killAfterMs }: Limits): Promise<Result> {
    const id = this.#jobs++;
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#fail = reject;
    this.#worker.onmessage = (event: MessageEvent<ReplyMessage<Result>>) => {
      const reply = event.data;
      if (reply.id !== id) return;
      if (reply.ok) resolve(reply.result);
      else reject(errorOf(reply.error));
    };
    const stop = () => this.#die(signal?.reason);
    const timer = killAfterMs === undefined
      ? undefined
      : setTimeout(() => this.#die(new JobKilled(killAfterMs)), killAfterMs);
    try {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", stop);
      const message: JobMessage<Job> = { id, job };
      this.#worker.postMessage(message, transfer);
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  kill(): void {
    this.#die(new WorkerCrash("The worker pool was closed"));
  }

  #die(error: unknown): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#worker.terminate();
    this.#fail(error);
  }
}

function errorOf(message: ErrorMessage): Error {
  if (message.exitCode !== undefined) {
    return new UserError(message.message, { exitCode: message.exitCode });
  }
  const error = new Error(message.message);
  error.name = message.name;
  if (message.stack !== undefined) error.stack = message.stack;
  return error;
}
