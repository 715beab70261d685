import { fileError } from "../records/file_error.ts";
import { denoFileSystem, type FileSystem, type OpenFile } from "../records/file_system.ts";
import type { Clock } from "../values/clock.ts";
import { UserError } from "../values/user_error.ts";

/** Options of {@linkcode lockFolder}. */
export interface FolderLockOptions {
  readonly clock: Clock;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** The right to be a folder's only writer. */
export interface FolderLock {
  /** Gives the right back and removes the lock file. */
  release(): Promise<void>;
}

/** Name of the lock file in a locked folder. */
export const LOCK_NAME = ".lock";

/**
 * Makes the caller the only writer of a folder.
 *
 * The right is the kernel's lock on a file, which ends with the process even when it is killed, so a lock
 * file left behind is taken over at once; its content (process id and start) only tells users who holds it.
 *
 * @throws {UserError} exit 2 when another process holds the folder or the folder cannot be written.
 */
export async function lockFolder(folder: string, options: FolderLockOptions): Promise<FolderLock> {
  const fs = options.fs ?? denoFileSystem;
  const path = `${folder}/${LOCK_NAME}`;
  for (;;) {
    let file: OpenFile | undefined;
    try {
      file = await fs.open(path, "append");
      if (!await file.tryLock()) throw await heldError(folder, file);
      // A holder that just let go may have removed this very file: then the name is free again.
      if (await fs.identity(path) !== await file.identity()) {
        file.close();
        continue;
      }
      await file.truncate(0);
      const holder = { pid: Deno.pid, start: options.clock.now().toISOString() };
      await file.write(new TextEncoder().encode(JSON.stringify(holder) + "\n"));
    } catch (error) {
      file?.close();
      throw fileError(folder, error);
    }
    const held = file;
    return {
      release: async () => {
        try {
          await fs.remove(path);
        } finally {
          held.close();
        }
      },
    };
  }
}

async function heldError(folder: string, file: OpenFile): Promise<UserError> {
  const bytes = new Uint8Array(200);
  const text = new TextDecoder().decode(bytes.subarray(0, await file.read(bytes) ?? 0));
  const holder = /"pid":(\d+),"start":"([^"]+)"/.exec(text);
  const who = holder === null ? "another process" : `process ${holder[1]} (since ${holder[2]})`;
  return new UserError(
    `${folder}: ${who} is writing this run; wait for it or choose another folder`,
  );
}
