import { UserError } from "../substrate/values/user_error.ts";

/**
 * The notebooks named, or all of a folder in order of their names.
 *
 * @param folder where to look when none is named; `notebooks` unless told.
 * @throws {UserError} when a file is no `.ipynb` or there is none at all.
 */
export async function findNotebooks(
  named: readonly string[],
  folder = "notebooks",
): Promise<string[]> {
  for (const file of named) {
    if (!file.endsWith(".ipynb")) throw new UserError(`${file}: expected a file named *.ipynb`);
  }
  if (named.length > 0) return [...named];
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const { name } = entry;
    if (entry.isFile && name.endsWith(".ipynb") && !name.startsWith(".")) {
      found.push(`${folder}/${name}`);
    }
  }
  if (found.length === 0) throw new UserError(`${folder}: no notebooks here`);
  return found.sort();
}
