import { type JsonlAppender, openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { type StudentRun, studentRunRecord } from "./student_run.ts";

/** Every run of the student that a session paid for, so that none is paid twice. */
export interface RunLog {
  read(runKey: string): StudentRun | undefined;
  /** Resolves once the row is on the disk. */
  write(run: StudentRun): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens `student_runs.jsonl`; a torn last row counts as not run.
 *
 * @param retryFailed runs without a score count as not run either: a person asks again
 */
export async function openRunLog(path: string, retryFailed = false): Promise<RunLog> {
  const rows: JsonlAppender = await openJsonlAppender(path);
  const kept = new Map<string, StudentRun>();
  try {
    for await (const { value, line } of readJsonl(path)) {
      const run = studentRunRecord.read(value, { file: path, line });
      if (!retryFailed || run.outcome.kind === "scored") kept.set(run.runKey, run);
    }
  } catch (error) {
    await rows.close();
    throw error;
  }
  return {
    read: (runKey) => kept.get(runKey),
    write: async (run) => {
      await rows.appendText([studentRunRecord.write(run)]);
      kept.set(run.runKey, run);
    },
    close: () => rows.close(),
  };
}
