import { fileError } from "./file_error.ts";
import { denoFileSystem, type FileSystem, type OpenFile } from "./file_system.ts";
import { writeAll } from "./_tail.ts";

/** Options of {@linkcode writeAtomicFile} and {@linkcode clearStaleTemps}. */
export interface AtomicFileOptions {
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  /**
   * Wait until content and name are on the disk; `false` where a lost file is made again cheaply.
   *
   * @default {true}
   */
  readonly durable?: boolean;
}

const TEMP = /^\.(.+)\.\d+-\d+\.part$/;
let counter = 0;

/**
 * Replaces a file as a whole: readers see the old content or the new, never a piece, whatever crashes.
 *
 * Writes a temporary file in the same folder, syncs it, renames it over `path` and syncs the folder. On
 * failure the old file stands and no temporary file stays.
 *
 * @throws {UserError} exit 2 for a path that cannot be written, exit 1 for a full or failing disk.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { writeAtomicFile } from "./atomic_file.ts";
 * const folder = await Deno.makeTempDir();
 * await writeAtomicFile(`${folder}/a.json`, "{}\n");
 * assertEquals(await Deno.readTextFile(`${folder}/a.json`), "{}\n");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeAtomicFile(
  path: string,
  content: string | Uint8Array,
  options: AtomicFileOptions = {},
): Promise<void> {
  const fs = options.fs ?? denoFileSystem;
  const durable = options.durable ?? true;
  const { folder, name } = placeOf(path);
  const temp = `${folder}/.${name}.${Deno.pid}-${counter++}.part`;
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let file: OpenFile | undefined;
  try {
    file = await fs.open(temp, "create");
    await writeAll(file, 0, bytes);
    if (durable) await file.sync();
    file.close();
    file = undefined;
    await fs.rename(temp, path);
    if (durable) await fs.syncFolder(folder);
  } catch (error) {
    file?.close();
    await fs.remove(temp).catch(() => {});
    throw fileError(path, error);
  }
}

/**
 * Removes the temporary files that a killed {@linkcode writeAtomicFile} left in a folder, and says how many.
 *
 * Only for a folder whose one writer is the caller: a live writer's temporary file would go as well.
 */
export async function clearStaleTemps(
  folder: string,
  options: AtomicFileOptions = {},
): Promise<number> {
  const fs = options.fs ?? denoFileSystem;
  try {
    const stale = (await fs.list(folder)).filter((name) => TEMP.test(name));
    for (const name of stale) await fs.remove(`${folder}/${name}`);
    return stale.length;
  } catch (error) {
    throw fileError(folder, error);
  }
}

function placeOf(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf("/");
  if (at === -1) return { folder: ".", name: path };
  return { folder: at === 0 ? "/" : path.slice(0, at), name: path.slice(at + 1) };
}
