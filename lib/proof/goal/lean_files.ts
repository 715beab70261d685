import { fileError, namingFile } from "../../substrate/records/file_error.ts";

/** Folders of a project that hold no sources of its own. */
const PASSED_OVER = new Set([".lake", ".git", "build", "lake-packages", "node_modules"]);

/**
 * `.lean` files, those named and those below folders, with their texts, one in memory at a time.
 *
 * @throws {UserError} for a path that cannot be read.
 */
export async function* leanFiles(
  paths: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly file: string; readonly text: string }, void, void> {
  for (const path of paths) {
    const files = path.endsWith(".lean") ? [path] : filesUnder(path.replace(/\/+$/, ""), ".lean");
    for await (const file of files) {
      signal?.throwIfAborted();
      yield { file, text: await namingFile(file, () => Deno.readTextFile(file)) };
    }
  }
}

/** Files of a kind below a folder, in order of path; what tools build there is passed over. */
export async function* filesUnder(
  folder: string,
  ending: string,
): AsyncGenerator<string, void, void> {
  let entries: Deno.DirEntry[];
  try {
    entries = await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    throw fileError(folder, error);
  }
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isDirectory, isFile } of entries) {
    if (isDirectory && !PASSED_OVER.has(name)) yield* filesUnder(`${folder}/${name}`, ending);
    else if (isFile && name.endsWith(ending)) yield `${folder}/${name}`;
  }
}
