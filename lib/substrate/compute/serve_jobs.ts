import { UserError } from "../values/user_error.ts";
import type { ErrorMessage, JobMessage, ReplyMessage } from "./job_message.ts";

/** The global scope of a Web Worker, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent) => void) | null;
  postMessage(message: unknown, transfer?: Transferable[]): void;
}

/**
 * Answers the jobs of a {@linkcode WorkerPool}: call it once, at the top level of a worker's module.
 *
 * @param handle turns a job into its result; what it throws rejects the job and the worker lives on
 * @param transfer names buffers of a result that move to the other side instead of being copied
 */
export function serveJobs<Job, Result>(
  handle: (job: Job) => Result | Promise<Result>,
  transfer: (result: Result) => Transferable[] = () => [],
): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = async (event: MessageEvent<JobMessage<Job>>) => {
    const { id, job } = event.data;
    try {
      const result = await handle(job);
      const reply: ReplyMessage<Result> = { id, ok: true, result };
      scope.postMessage(reply, transfer(result));
    } catch (error) {
      const reply: ReplyMessage<Result> = { id, ok: false, error: messageOf(error) };
      scope.postMessage(reply);
    }
  };
}

function messageOf(error: unknown): ErrorMessage {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  return {
    name: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error instanceof UserError ? { exitCode: error.exitCode } : {}),
  };
}
