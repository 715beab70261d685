import { clearStaleTemps } from "../records/atomic_file.ts";
import { fileError, namingFile } from "../records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../records/file_system.ts";
import type { Clock } from "../values/clock.ts";
import { inputError } from "../values/input_error.ts";
import { UserError } from "../values/user_error.ts";
import { type Manifest, manifestDigestOf, manifestRecord } from "./manifest.ts";
import { type FolderLock, lockFolder } from "./folder_lock.ts";
import { firstDifference, type RunIdentity, runIdOf } from "./run_id.ts";

/** Options of {@linkcode openRunFolder}. */
export interface RunFolderOptions {
  readonly clock: Clock;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** A folder that one run, in one process, writes into. */
export interface RunFolder {
  readonly path: string;
  readonly runId: string;
  /** The manifest of an earlier attempt at the same run. */
  readonly previous?: Manifest;
  /** A path inside. */
  file(name: string): string;
  /** Lets other processes in. */
  close(): Promise<void>;
}

/** Name of the manifest in a run folder. */
export const MANIFEST_NAME = "manifest.json";

/**
 * Creates or reopens the folder of a run and locks it.
 *
 * @throws {UserError} exit 2, in one line, when the folder cannot be made or written, belongs to another run
 * (naming the first difference), is being written by another process, or holds a damaged manifest.
 */
export async function openRunFolder(
  path: string,
  identity: RunIdentity,
  options: RunFolderOptions,
): Promise<RunFolder> {
  const fs = options.fs ?? denoFileSystem;
  const folder = path.replace(/(?<=.)\/+$/, "");
  try {
    await fs.makeFolder(folder);
  } catch (error) {
    throw fileError(folder, error);
  }
  const lock = await lockFolder(folder, options);
  try {
    await clearStaleTemps(folder, { fs });
    const previous = await readManifest(`${folder}/${MANIFEST_NAME}`, { fs });
    const runId = runIdOf(identity);
    if (previous !== undefined && previous.runId !== runId) {
      const why = firstDifference(previous, identity) ?? `run ${previous.runId}, now ${runId}`;
      throw new UserError(`${folder}: belongs to another run (${why}); choose another folder`);
    }
    return opened(folder, runId, lock, previous);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function opened(
  path: string,
  runId: string,
  lock: FolderLock,
  previous: Manifest | undefined,
): RunFolder {
  return {
    path,
    runId,
    ...(previous === undefined ? {} : { previous }),
    file: (name) => `${path}/${name}`,
    close: () => lock.release(),
  };
}

/**
 * Reads a manifest; `undefined` when there is none.
 *
 * @throws {UserError} exit 2 when the file is no manifest, or was changed since a run wrote it.
 */
export async function readManifest(
  path: string,
  options: { readonly fs?: FileSystem } = {},
): Promise<Manifest | undefined> {
  const fs = options.fs ?? denoFileSystem;
  if (await fs.identity(path) === undefined) return undefined;
  const text = await namingFile(path, () => readWhole(path, fs));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw inputError({
      file: path,
      problem: "is not JSON, so no run can be resumed from it",
      cause,
    });
  }
  const manifest = manifestRecord.read(value, { file: path });
  if (manifest.manifestDigest !== manifestDigestOf(manifest)) {
    const problem = "was changed since a run wrote it (its digest does not fit)";
    throw inputError({ file: path, field: "manifestDigest", problem });
  }
  return manifest;
}

async function readWhole(path: string, fs: FileSystem): Promise<string> {
  const file = await fs.open(path, "read");
  try {
    const bytes = new Uint8Array(await file.size());
    let got = 0;
    while (got < bytes.length) {
      const read = await file.read(bytes.subarray(got));
      if (read === null) break;
      got += read;
    }
    return new TextDecoder().decode(bytes.subarray(0, got));
  } finally {
    file.close();
  }
}
