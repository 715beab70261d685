import type { FileSystem, OpenFile } from "../../lib/substrate/records/file_system.ts";
import { forgetfulDisk } from "./_forgetful_disk.ts";

/** A disk that counts what changes it, and calls `die` in the middle of the change of a given number. */
export interface MortalDisk extends FileSystem {
  /** Changes so far. */
  readonly changes: number;
}

/**
 * Counts every write, cut, rename, removal, link and new name, from 0; at change number `at` half of a write
 * is on the disk, everything else has not happened yet.
 *
 * @param die does not return
 */
export function mortalDisk(at: number, die: () => never): MortalDisk {
  let changes = 0;
  const change = (): boolean => changes++ === at;
  const mortal = (file: OpenFile): OpenFile => ({
    read: (into) => file.read(into),
    write: async (bytes) => {
      if (!change()) return await file.write(bytes);
      await file.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
      return die();
    },
    seek: (offset) => file.seek(offset),
    size: () => file.size(),
    truncate: (size) => change() ? die() : file.truncate(size),
    sync: () => file.sync(),
    tryLock: () => file.tryLock(),
    identity: () => file.identity(),
    close: () => file.close(),
  });
  // A process that is killed loses nothing that it had handed to the system.
  const under = forgetfulDisk;
  return {
    ...under,
    get changes() {
      return changes;
    },
    open: async (path, mode) => {
      if (mode === "create" && change()) die();
      return mortal(await under.open(path, mode));
    },
    rename: (from, to) => change() ? die() : under.rename(from, to),
    remove: (path) => change() ? die() : under.remove(path),
    removeFolder: (path) => change() ? die() : under.removeFolder(path),
    link: (from, to) => change() ? die() : under.link(from, to),
    makeFolder: (path) => change() ? die() : under.makeFolder(path),
  };
}
