import type { FileSystem } from "../../substrate/records/file_system.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { type ParsedTask, parseTask } from "./parse_task.ts";

/** How a batch file is read. */
export interface ReadTasksOptions {
  /**
   * The name that errors carry.
   *
   * @default the path, or `input` for a stream
   */
  readonly name?: string;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  /** Stops between two tasks by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A parsed task, where it stood, and the line it was parsed from. */
export interface ReadTask extends ParsedTask {
  /** 1-based line in the file. */
  readonly line: number;
  readonly sourceText: string;
}

/** The longest line taken: a task of the largest grids has a few hundred kilobytes. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Streams the tasks of a batch JSONL file, one per line; empty lines are passed over.
 *
 * Memory holds one line and the ids seen, whatever the size of the file.
 *
 * @param source a path, or a stream of bytes
 * @throws {UserError} (exit code 2) for a missing or empty file, a line that is not JSON, a row that fails
 * a check, and an id that occurs twice; the message names file, line, field, expected and found.
 */
export async function* readTasks(
  source: string | ReadableStream<Uint8Array>,
  options: ReadTasksOptions = {},
): AsyncGenerator<ReadTask, void, void> {
  const file = options.name ?? (typeof source === "string" ? source : "input");
  const lineOfId = new Map<string, number>();
  const rows = readJsonl(source, { ...options, maxLineBytes: MAX_LINE_BYTES });
  for await (const { line, text, value } of rows) {
    const parsed = parseTask(value, { file, line });
    const id = parsed.task.taskId;
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) {
      const expected = `an id that is not on line ${earlier}`;
      throw inputError({ file, line, field: "task_id", expected, seen: id });
    }
    lineOfId.set(id, line);
    yield { ...parsed, line, sourceText: text };
  }
  if (lineOfId.size === 0) {
    throw inputError({ file, problem: "expected at least one task, found none" });
  }
}
