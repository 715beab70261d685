import { sha256 } from "../../substrate/values/digest.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { readTasks } from "../task/read_tasks.ts";
import type { Row } from "./solve_row.ts";

/** One file of a batch, as the manifest names it. */
export interface BatchInput {
  readonly path: string;
  /** Chained over the digests of its tasks in order: knows neither paths nor test outputs. */
  readonly digest: string;
  readonly rows: number;
}

/** What a first pass over a batch found. */
export interface Survey {
  readonly inputs: readonly BatchInput[];
  readonly tasks: number;
}

/**
 * Reads a batch once, checking every row, so that bad input ends a run before it begins. Memory holds the
 * ids.
 *
 * @throws {UserError} naming file, line and field of the first row that is wrong, or an id met twice.
 */
export async function surveyBatch(
  paths: readonly string[],
  maxTasks = Infinity,
  signal?: AbortSignal,
): Promise<Survey> {
  const inputs: BatchInput[] = [];
  const places = new Map<string, string>();
  for (const path of await batchFiles(paths)) {
    if (places.size >= maxTasks) break;
    let digest = sha256("arc.batch/1");
    let rows = 0;
    for await (const { task, line } of readTasks(path, signal && { signal })) {
      const earlier = places.get(task.taskId);
      if (earlier !== undefined) {
        const expected = `an id that is not at ${earlier}`;
        throw inputError({ file: path, line, field: "task_id", expected, seen: task.taskId });
      }
      places.set(task.taskId, `${path}:${line}`);
      digest = sha256(digest + task.digest);
      rows++;
      if (places.size >= maxTasks) break;
    }
    inputs.push({ path, digest, rows });
  }
  return { inputs, tasks: places.size };
}

/** The rows of a batch in order; the batch was surveyed before. */
export async function* batchRows(
  paths: readonly string[],
  maxTasks = Infinity,
): AsyncGenerator<Row> {
  let index = 0;
  for (const file of await batchFiles(paths)) {
    if (index >= maxTasks) return;
    for await (const { line, sourceText } of readTasks(file)) {
      yield { index: index++, text: sourceText, file, line };
      if (index >= maxTasks) return;
    }
  }
}

/** The files that paths stand for: a folder for the `.jsonl` files in it, by name. */
export async function batchFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await namingFile(path, () => Deno.stat(path));
    if (info.isFile) {
      files.push(path);
      continue;
    }
    if (!info.isDirectory) {
      const expected = "a file or a folder, since a batch is read twice";
      throw inputError({ file: path, problem: "is a pipe or a device", expected });
    }
    const names: string[] = [];
    for await (const entry of Deno.readDir(path)) {
      if (entry.name.endsWith(".jsonl")) names.push(entry.name);
    }
    if (names.length === 0) {
      throw inputError({ file: path, expected: "a folder with .jsonl files", problem: "no batch" });
    }
    files.push(...names.sort().map((name) => `${path.replace(/\/+$/, "")}/${name}`));
  }
  return files;
}
