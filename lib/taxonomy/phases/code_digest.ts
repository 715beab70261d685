import { digestOf, sha256 } from "../../substrate/values/digest.ts";

/**
 * The digest of the source files under folders, by name and content: a phase made by other code is not taken
 * for finished.
 *
 * @throws {Deno.errors.NotFound} for a folder that is not there.
 */
export async function codeDigest(folders: readonly URL[]): Promise<string> {
  const files: (readonly [string, string])[] = [];
  const walk = async (folder: URL, path: string): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const at = `${path}/${name}`;
      if (isDirectory) await walk(new URL(`${name}/`, folder), at);
      else files.push([at, sha256(await Deno.readFile(new URL(name, folder)))]);
    }
  };
  for (const folder of folders) {
    const path = folder.pathname.replace(/\/$/, "");
    await walk(
      new URL(`${folder.href.replace(/\/$/, "")}/`),
      path.slice(path.lastIndexOf("/") + 1),
    );
  }
  return digestOf(files.sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));
}
