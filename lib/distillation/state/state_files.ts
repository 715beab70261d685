import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { digestOf, sha256 } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { isStatePath } from "./state_path.ts";

/** The files of a state, by path; text of files that are not UTF-8 is absent. */
export interface StateFiles {
  /** Paths, sorted. */
  readonly paths: readonly string[];
  /** The text of a file; nothing where there is none. */
  read(path: string): string | undefined;
}

/** A file before and after an edit; `undefined` where there is none. */
export interface FileChange {
  readonly path: string;
  readonly after: string | undefined;
}

/** A state is policies and prompts, not data. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 10_000;

/**
 * The bytes of all files of a state folder, by path, git's own left out.
 *
 * @throws {UserError} exit 2 for a link, a strange name, or more than a state may hold.
 */
export async function readStateBytes(
  folder: string,
): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const found: string[] = [];
  const walk = async (under: string): Promise<void> => {
    const entries = await Array.fromAsync(Deno.readDir(`${folder}/${under}`));
    for (const entry of entries) {
      if (under === "" && entry.name === ".git") continue;
      const path = under + entry.name;
      if (entry.isSymlink) throw new UserError(`${folder}/${path}: a state holds no links`);
      if (entry.isDirectory) await walk(`${path}/`);
      else if (isStatePath(path)) found.push(path);
      else throw new UserError(`${folder}/${path}: not a name for a file of a state`);
      if (found.length > MAX_FILES) {
        throw new UserError(`${folder}: a state holds at most ${MAX_FILES} files`);
      }
    }
  };
  return await namingFile(folder, async () => {
    await walk("");
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const path of found.sort()) {
      const { size } = await Deno.stat(`${folder}/${path}`);
      if (size > MAX_FILE_BYTES) {
        throw new UserError(
          `${folder}/${path}: a file of a state has at most ${MAX_FILE_BYTES} bytes`,
        );
      }
      files.set(path, await Deno.readFile(`${folder}/${path}`));
    }
    return files;
  });
}

/** The digest of a state: of the paths and contents of all its files. */
export function stateDigestOf(files: ReadonlyMap<string, Uint8Array>): string {
  return digestOf(
    [...files].sort(([a], [b]) => a < b ? -1 : 1).map(([path, bytes]) => [path, sha256(bytes)]),
  );
}

/** A state as text. */
export function stateFilesOf(files: ReadonlyMap<string, Uint8Array>): StateFiles {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return {
    paths: [...files.keys()].sort(),
    read: (path) => {
      const bytes = files.get(path);
      if (bytes === undefined) return undefined;
      try {
        return decoder.decode(bytes);
      } catch {
        return undefined;
      }
    },
  };
}

/** The files with some of them changed. @throws {UserError} exit 2 for a path that escapes. */
export function withChanges(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  changes: readonly FileChange[],
): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const changed = new Map(files);
  for (const { path, after } of changes) {
    if (!isStatePath(path)) {
      throw new UserError(`the path ${JSON.stringify(path)} does not stay inside the state folder`);
    }
    if (after === undefined) changed.delete(path);
    else changed.set(path, new TextEncoder().encode(after));
  }
  return new Map([...changed].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Writes files into an empty folder, made with its parents, so that they outlive a crash. */
export async function writeStateFiles(
  folder: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<void> {
  await namingFile(folder, async () => {
    await Deno.mkdir(folder, { recursive: true });
    const folders = new Set([folder]);
    for (const [path, bytes] of files) {
      const at = `${folder}/${path}`;
      const parent = at.slice(0, at.lastIndexOf("/"));
      if (!folders.has(parent)) await Deno.mkdir(parent, { recursive: true });
      folders.add(parent);
      await Deno.writeFile(at, bytes, { createNew: true });
    }
    for (const one of folders) await denoFileSystem.syncFolder(one);
  });
}
