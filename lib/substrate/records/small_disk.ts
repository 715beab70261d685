import type { FileSystem, OpenFile } from "./file_system.ts";

/** Options of {@linkcode smallDisk}. */
export interface SmallDiskOptions {
  /** Bytes that fit before the disk is full. */
  readonly room: number;
  /**
   * Paths that count; other files find room always.
   *
   * @default every path
   */
  readonly counts?: (path: string) => boolean;
}

/** A disk of limited room; `grow` adds to it as if the user had made space. */
export interface SmallDisk extends FileSystem {
  /** Bytes left. */
  room(): number;
  grow(bytes: number): void;
}

/**
 * Wraps a file system so that it runs full: a write that does not fit writes what fits, the next one
 * fails with `ENOSPC`, just as a disk does. Rehearses the failure without needing one.
 */
export function smallDisk(under: FileSystem, options: SmallDiskOptions): SmallDisk {
  let room = options.room;
  const counts = options.counts ?? (() => true);
  const limited = (file: OpenFile): OpenFile => ({
    read: (into) => file.read(into),
    write: async (bytes) => {
      const fits = Math.min(room, bytes.length);
      if (fits === 0 && bytes.length > 0) {
        throw Object.assign(new Error("No space left on device (os error 28)"), { code: "ENOSPC" });
      }
      const written = await file.write(bytes.subarray(0, fits));
      room -= written;
      return written;
    },
    seek: (offset) => file.seek(offset),
    size: () => file.size(),
    truncate: async (size) => {
      const before = await file.size();
      await file.truncate(size);
      room += before - size;
    },
    sync: () => file.sync(),
    tryLock: () => file.tryLock(),
    identity: () => file.identity(),
    close: () => file.close(),
  });
  return {
    ...under,
    open: async (path, mode) => {
      const file = await under.open(path, mode);
      return counts(path) ? limited(file) : file;
    },
    room: () => room,
    grow: (bytes) => void (room += bytes),
  };
}
