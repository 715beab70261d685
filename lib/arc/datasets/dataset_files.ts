import { namingFile } from "../../substrate/records/file_error.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { blameKind } from "./blame_locus.ts";
import { directiveKind } from "./directive_prefs.ts";
import { rankingKind } from "./ranking_pairs.ts";

/** The names of the critic's datasets. */
export const DATASET_NAMES: readonly string[] = [
  rankingKind.name,
  blameKind.name,
  directiveKind.name,
];

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
