import { namingFile } from "../../substrate/records/file_error.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { readManifest } from "../../substrate/runs/run_folder.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { batchFiles } from "../run/survey.ts";
import { parseTask } from "../task/parse_task.ts";
import type { Task } from "../task/task.ts";
import { readLineAt, type TracePlace } from "./read_traces.ts";

/** Tasks by digest, read from their batch files when asked for. */
export interface TaskIndex {
  /** @throws {UserError} when no batch file holds a task of that digest. */
  get(digest: string, taskId: string): Promise<Task>;
}

/**
 * Indexes the tasks of batch files (or folders of them) by digest; memory holds a digest and a place each.
 *
 * @throws {UserError} naming file, line and field of the first row that is wrong.
 */
export async function openTaskIndex(paths: readonly string[]): Promise<TaskIndex> {
  const places = new Map<string, TracePlace>();
  const files = await batchFiles(paths);
  for (const file of files) {
    for await (const { line, offset, value } of readJsonl(file)) {
      const { digest } = parseTask(value, { file, line }).task;
      if (!places.has(digest)) places.set(digest, { file, line, offset });
    }
  }
  return {
    get: async (digest, taskId) => {
      const place = places.get(digest);
      if (place === undefined) {
        const problem = `holds no task ${taskId} of digest ${
          digest.slice(0, 12)
        }… that a trace is of`;
        throw inputError({ file: files.join(", "), problem });
      }
      const { value } = await readLineAt(place);
      return parseTask(value, place).task;
    },
  };
}

/**
 * The batch files that runs were made from, by the manifests in their out-dirs.
 *
 * @throws {UserError} when a source is no out-dir with a manifest: the batch file must then be named.
 */
export async function batchOf(sources: readonly string[]): Promise<string[]> {
  const paths = new Set<string>();
  for (const source of sources) {
    const info = await namingFile(source, () => Deno.stat(source));
    const manifest = info.isDirectory
      ? await readManifest(`${source.replace(/(?<=.)\/+$/, "")}/manifest.json`)
      : undefined;
    if (manifest === undefined) {
      const problem = "no manifest.json says which tasks these traces are of: name --batch-file";
      throw inputError({ file: source, problem });
    }
    for (const { path } of manifest.inputs) paths.add(path);
  }
  return [...paths];
}
