import { inputError } from "../../substrate/values/input_error.ts";
import { linesOf } from "./_lines.ts";
import { type ParsedTask, parseTask } from "./parse_task.ts";

/** How a batch file is read. */
export interface ReadTasksOptions {
  /**
   * Opens the file; tests put other bytes here.
   *
   * @default {Deno.open}
   */
  readonly open?: (path: string) => Promise<ReadableStream<Uint8Array>>;
  /** Stops between two tasks by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A parsed task, where it stood, and the line it was parsed from. */
export interface ReadTask extends ParsedTask {
  /** 1-based line in the file. */
  readonly line: number;
  readonly sourceText: string;
}

/**
 * Streams the tasks of a batch JSONL file, one per line; empty lines are passed over.
 *
 * Memory holds one line and the ids seen, whatever the size of the file.
 *
 * @throws {UserError} (exit code 2) for a missing or empty file, a line that is not JSON, a row that fails
 * a check, and an id that occurs twice; the message names file, line, field, expected and found.
 */
export async function* readTasks(
  path: string,
  options: ReadTasksOptions = {},
): AsyncGenerator<ReadTask> {
  const lineOfId = new Map<string, number>();
  const bytes = await openFile(path, options.open ?? openOnDisk);
  for await (const { line, text } of linesOf(bytes, path)) {
    options.signal?.throwIfAborted();
    if (text.trim() === "") continue;
    const parsed = parseTask(parseJson(text, path, line), { file: path, line });
    const id = parsed.task.taskId;
    const earlier = lineOfId.get(id);
    if (earlier !== undefined) {
      throw inputError({
        file: path,
        line,
        field: "task_id",
        expected: `an id that is not on line ${earlier}`,
        seen: id,
      });
    }
    lineOfId.set(id, line);
    yield { ...parsed, line, sourceText: text };
  }
  if (lineOfId.size === 0) {
    throw inputError({ file: path, problem: "expected at least one task, found none" });
  }
}

async function openOnDisk(path: string): Promise<ReadableStream<Uint8Array>> {
  return (await Deno.open(path)).readable;
}

async function openFile(
  path: string,
  open: (path: string) => Promise<ReadableStream<Uint8Array>>,
): Promise<AsyncIterable<Uint8Array>> {
  try {
    return readable(await open(path), path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** Reading errors, such as of a folder, surface at the first chunk and are told like those of opening. */
async function* readable(
  stream: ReadableStream<Uint8Array>,
  path: string,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    while (true) {
      const { value, done } = await reader.read().catch((cause) => {
        throw unreadable(path, cause);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function unreadable(path: string, cause: unknown): Error {
  const why = cause instanceof Deno.errors.NotFound
    ? "no such file"
    : cause instanceof Error
    ? cause.message
    : String(cause);
  return inputError({ file: path, problem: `expected a readable file: ${why}`, cause });
}

function parseJson(text: string, file: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw inputError({ file, line, expected: "a JSON object", seen: text.slice(0, 60), cause });
  }
}
