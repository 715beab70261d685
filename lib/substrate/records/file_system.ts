/** An open file: the few calls that durable records need. */
export interface OpenFile {
  /** Reads into `into` at the current place; `null` at the end. */
  read(into: Uint8Array): Promise<number | null>;
  /** Writes at the current place; may write less than asked. */
  write(bytes: Uint8Array): Promise<number>;
  /** Moves to an absolute byte offset. */
  seek(offset: number): Promise<void>;
  /** Bytes in the file. */
  size(): Promise<number>;
  truncate(size: number): Promise<void>;
  /** Resolves once the content is on the disk. */
  sync(): Promise<void>;
  /** Takes the kernel's exclusive lock without waiting; it ends with the process, however that ends. */
  tryLock(): Promise<boolean>;
  /** Names the file itself, whatever its path: two opens of one file have one identity. */
  identity(): Promise<string>;
  close(): void;
}

/** How {@linkcode FileSystem.open} treats the file: `append` may also read; `create` empties it first. */
export type OpenMode = "read" | "append" | "create";

/** The disk as durable records see it, so that a full or failing one can be rehearsed. */
export interface FileSystem {
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; a missing one is no error. */
  remove(path: string): Promise<void>;
  /** Removes a folder with all it holds; a missing one is no error. */
  removeFolder(path: string): Promise<void>;
  /** Gives a file a second name, or copies it where the disk knows no second names. */
  link(from: string, to: string): Promise<void>;
  /** Makes a folder and its parents; an existing folder is no error. */
  makeFolder(path: string): Promise<void>;
  /** Names in a folder, sorted; empty when the folder is missing. */
  list(path: string): Promise<string[]>;
  /** As {@linkcode OpenFile.identity}, by path; `undefined` when nothing is there. */
  identity(path: string): Promise<string | undefined>;
  /** Makes renames and new names in a folder durable. */
  syncFolder(path: string): Promise<void>;
}

/** The machine's own disk. */
export const denoFileSystem: FileSystem = {
  open: async (path, mode) => new DenoFile(await Deno.open(path, OPEN_OPTIONS[mode])),
  rename: (from, to) => Deno.rename(from, to),
  remove: async (path) => {
    try {
      await Deno.remove(path);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  },
  removeFolder: async (path) => {
    try {
      await Deno.remove(path, { recursive: true });
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  },
  link: async (from, to) => {
    try {
      await Deno.link(from, to);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) throw error;
      await Deno.copyFile(from, to);
    }
  },
  makeFolder: (path) => Deno.mkdir(path, { recursive: true }),
  list: async (path) => {
    const names: string[] = [];
    try {
      for await (const entry of Deno.readDir(path)) names.push(entry.name);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
    return names.sort();
  },
  identity: async (path) => {
    try {
      return identityOf(await Deno.stat(path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  },
  syncFolder: async (path) => {
    // Windows opens no folders; its renames are durable without this.
    if (Deno.build.os === "windows") return;
    using folder = await Deno.open(path, { read: true });
    await folder.sync();
  },
};

const OPEN_OPTIONS: Record<OpenMode, Deno.OpenOptions> = {
  read: { read: true },
  append: { read: true, write: true, create: true },
  create: { read: true, write: true, create: true, truncate: true },
};

class DenoFile implements OpenFile {
  readonly #file: Deno.FsFile;
  constructor(file: Deno.FsFile) {
    this.#file = file;
  }
  read(into: Uint8Array): Promise<number | null> {
    return this.#file.read(into);
  }
  write(bytes: Uint8Array): Promise<number> {
    return this.#file.write(bytes);
  }
  async seek(offset: number): Promise<void> {
    await this.#file.seek(offset, Deno.SeekMode.Start);
  }
  async size(): Promise<number> {
    return (await this.#file.stat()).size;
  }
  truncate(size: number): Promise<void> {
    return this.#file.truncate(size);
  }
  sync(): Promise<void> {
    return this.#file.syncData();
  }
  tryLock(): Promise<boolean> {
    return this.#file.tryLock(true);
  }
  async identity(): Promise<string> {
    return identityOf(await this.#file.stat());
  }
  close(): void {
    this.#file.close();
  }
}

function identityOf(info: Deno.FileInfo): string {
  return `${info.dev}:${info.ino}`;
}
