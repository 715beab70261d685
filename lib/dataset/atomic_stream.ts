import { createHash } from "node:crypto";
import { fileError } from "../substrate/records/file_error.ts";
import {
  denoFileSystem,
  type FileSystem,
  type OpenFile,
} from "../substrate/records/file_system.ts";
import { UserError } from "../substrate/values/user_error.ts";

/** A file that appears under its name only once it is whole. */
export interface AtomicStream {
  /** Adds a line to what is held in memory. */
  addLine(line: string): void;
  /** Hands what is held to the disk once it is half a megabyte; to be awaited every few lines. */
  drain(): Promise<void>;
  /** Puts everything on the disk, still under the temporary name. */
  seal(): Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Gives the sealed file its name. */
  publish(): Promise<void>;
  /** Removes what was written; nothing after {@linkcode publish}. */
  abandon(): Promise<void>;
}

const BUFFER_CHARS = 512 * 1024;

/**
 * Opens `<folder>/<name>` for streaming: written beside its place, synced, then renamed.
 *
 * A kill at any moment leaves the old file or the new; the temporary file of a killed writer is removed by
 * the next one of the same name.
 *
 * @throws {UserError} exit 2 for a folder that cannot be written, exit 1 for a full or failing disk.
 */
export async function openAtomicStream(
  folder: string,
  name: string,
  fs: FileSystem = denoFileSystem,
): Promise<AtomicStream> {
  const path = `${folder}/${name}`;
  const temp = `${folder}/.${name}.part`;
  const hash = createHash("sha256");
  const encoder = new TextEncoder();
  let file: OpenFile | undefined;
  let held = "", bytes = 0, published = false;
  const orFail = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw fileError(path, error);
    }
  };
  /** The write at work: the next piece is made meanwhile. */
  let writing: Promise<void> = Promise.resolve();
  const write = async (piece: Uint8Array): Promise<void> => {
    for (let at = 0; at < piece.length;) at += await file!.write(piece.subarray(at));
  };
  const flush = async (): Promise<void> => {
    const piece = encoder.encode(held);
    held = "";
    hash.update(piece);
    bytes += piece.length;
    await writing;
    writing = write(piece);
    // Heard by whoever awaits it next.
    writing.catch(() => {});
  };
  file = await orFail(() => openAlone(temp, path, fs));
  return {
    addLine: (line) => {
      held += line + "\n";
    },
    drain: async () => {
      if (held.length >= BUFFER_CHARS) await orFail(flush);
    },
    seal: () =>
      orFail(async () => {
        await flush();
        await writing;
        await file!.sync();
        file!.close();
        file = undefined;
        return { bytes, sha256: hash.digest("hex") };
      }),
    publish: () =>
      orFail(async () => {
        await fs.rename(temp, path);
        published = true;
        await fs.syncFolder(folder);
      }),
    abandon: async () => {
      await writing.catch(() => {});
      file?.close();
      file = undefined;
      if (!published) await fs.remove(temp).catch(() => {});
    },
  };
}

/** Opens and empties the temporary file unless another writer holds it. */
async function openAlone(temp: string, path: string, fs: FileSystem): Promise<OpenFile> {
  const file = await fs.open(temp, "append");
  try {
    // A writer that published between our open and our lock has moved the file to its place.
    if (!await file.tryLock() || await file.identity() !== await fs.identity(temp)) {
      throw new UserError(`${path}: another command is writing it`);
    }
    await file.truncate(0);
    return file;
  } catch (error) {
    file.close();
    throw error;
  }
}
