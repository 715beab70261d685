import type { DatasetWords } from "../../dataset/dataset_kind.ts";
import { type DatasetStats, datasetStatsRecord } from "../../dataset/dataset_stats.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { blameKind } from "./blame_locus.ts";
import { directiveKind } from "./directive_prefs.ts";
import { rankingKind } from "./ranking_pairs.ts";

const KINDS = [rankingKind, blameKind, directiveKind];

/** The names of the critic's datasets. */
export const DATASET_NAMES: readonly string[] = KINDS.map((kind) => kind.name);

/** Folder and name of `<folder>/<name>.jsonl`. */
export function datasetPlace(file: string): { readonly folder: string; readonly name: string } {
  const at = file.lastIndexOf("/");
  const folder = at < 0 ? "." : at === 0 ? "/" : file.slice(0, at);
  return { folder, name: file.slice(at + 1).replace(/\.jsonl$/, "") };
}

/** The kind of dataset a file holds, by its name. @throws {UserError} for any other name. */
export function kindNamed(file: string): DatasetWords {
  const { name } = datasetPlace(file);
  const kind = KINDS.find((one) => one.name === name);
  if (kind !== undefined) return kind;
  const expected = DATASET_NAMES.join(", ");
  throw inputError({ file, problem: `expected a dataset named one of ${expected}` });
}

/** The stats beside a dataset. @throws {UserError} when there are none: its build did not finish. */
export async function readStatsOf(file: string): Promise<DatasetStats> {
  const { folder, name } = datasetPlace(file);
  const path = `${folder}/${name}.stats.json`;
  const text = await namingFile(path, () => Deno.readTextFile(path));
  try {
    return datasetStatsRecord.read(JSON.parse(text), { file: path });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw inputError({ file: path, problem: "is not JSON", cause: error });
  }
}

/**
 * The rows' files that paths stand for: a file for itself, a folder for the critic's datasets in it.
 *
 * @throws {UserError} for a path that is not there, and a folder without a dataset.
 */
export async function datasetFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await namingFile(path, () => Deno.stat(path));
    if (!info.isDirectory) {
      files.push(path);
      continue;
    }
    const present = new Set<string>();
    for await (const entry of Deno.readDir(path)) present.add(entry.name);
    const found = DATASET_NAMES.filter((name) => present.has(`${name}.jsonl`));
    if (found.length === 0) {
      const expected = `one of ${DATASET_NAMES.map((name) => `${name}.jsonl`).join(", ")}`;
      throw inputError({ file: path, problem: `expected ${expected}, found none` });
    }
    files.push(...found.map((name) => `${path.replace(/(?<=.)\/+$/, "")}/${name}.jsonl`));
  }
  return files;
}
