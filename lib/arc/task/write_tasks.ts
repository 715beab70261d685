import { createHash } from "node:crypto";
import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import type { ParsedTask } from "./parse_task.ts";
import { taskToRow } from "./task_to_row.ts";

/** Options of {@linkcode writeTasks}. */
export interface WriteTasksOptions {
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  /** Hears the number of rows after each one. */
  readonly onRow?: (rows: number) => void;
  /** Stops between two rows; the file that was there stays. */
  readonly signal?: AbortSignal;
}

/** What a written file holds. */
export interface WrittenTasks {
  readonly rows: number;
  readonly bytes: number;
  /** sha-256 of the file. */
  readonly digest: string;
}

/**
 * Streams tasks with their known answers into a batch JSONL file, which appears only when it is whole.
 *
 * @throws {UserError} exit 2 for a path that cannot be written, exit 1 for a full or failing disk.
 */
export async function writeTasks(
  path: string,
  tasks: Iterable<ParsedTask> | AsyncIterable<ParsedTask>,
  options: WriteTasksOptions = {},
): Promise<WrittenTasks> {
  const fs = options.fs ?? denoFileSystem;
  const temp = `${path}.part`;
  const digest = createHash("sha256");
  let rows = 0;
  try {
    const file = await openJsonlAppender(temp, { fs, durable: "flush", keepBytes: 0 });
    try {
      for await (const { task, answers } of tasks) {
        options.signal?.throwIfAborted();
        const line = taskLine({ task, answers });
        digest.update(line).update("\n");
        await file.appendText([line]);
        rows++;
        options.onRow?.(rows);
      }
    } finally {
      await file.close();
    }
    const bytes = file.size;
    await fs.rename(temp, path);
    return { rows, bytes, digest: digest.digest("hex") };
  } catch (error) {
    await fs.remove(temp).catch(() => {});
    throw fileError(path, error);
  }
}

/** A task as one line of a batch file, without the line end. */
export function taskLine({ task, answers }: ParsedTask): string {
  return JSON.stringify(taskToRow(task, answers));
}
