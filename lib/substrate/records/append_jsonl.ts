import { canonicalJson } from "../values/canonical_json.ts";
import { UserError } from "../values/user_error.ts";
import { fileError } from "./file_error.ts";
import { denoFileSystem, type FileSystem, type OpenFile } from "./file_system.ts";
import { joined } from "./_joined.ts";
import { repairTornTail, writeAll } from "./_tail.ts";

/** Options of {@linkcode openJsonlAppender}. */
export interface JsonlAppenderOptions {
  /**
   * `row`: an append resolves once its row is on the disk; rows appended meanwhile share the next sync.
   * `flush`: an append resolves once the row is in memory, {@linkcode JsonlAppender.flush} makes it durable.
   *
   * @default {"row"}
   */
  readonly durable?: "row" | "flush";
  /**
   * Cuts the file back to this many bytes first; for a writer that knows how far it had come.
   *
   * @default the whole file, without a torn last line
   */
  readonly keepBytes?: number;
  /**
   * Refuses a file that another exclusive writer, in this process or another, has open.
   *
   * @default {false}
   */
  readonly exclusive?: boolean;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** A JSONL file open for appending; one writer per file. */
export interface JsonlAppender {
  /** Bytes of a torn last line that opening the file cut off; 0 where it ended well. */
  readonly repairedBytes: number;
  /** Bytes of whole rows, appended ones included. */
  readonly size: number;
  /** Adds one value as canonical JSON on a line of its own. */
  append(value: unknown): Promise<void>;
  /** Adds lines that are rendered already, each one whole JSON text without a line end. */
  appendText(lines: readonly string[]): Promise<void>;
  /** Resolves once every row appended so far is on the disk. */
  flush(): Promise<void>;
  /** Flushes and lets go of the file. Also what `await using` does. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const BUFFER_BYTES = 256 * 1024;

/**
 * Opens a JSONL file to append whole rows that outlive a crash.
 *
 * Only an unterminated last line counts as torn; opening cuts it off. A write that fails halfway (a full
 * disk) is cut back to the last whole row, earlier rows stay, and every later call fails the same way.
 *
 * @throws {UserError} exit 2 for a path that cannot be written or is written by another, exit 1 for a full or failing disk.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openJsonlAppender } from "./append_jsonl.ts";
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, '{"row":1}\n{"ro');
 * const rows = await openJsonlAppender(path);
 * await rows.append({ row: 2 });
 * await rows.close();
 * assertEquals(await Deno.readTextFile(path), '{"row":1}\n{"row":2}\n');
 * await Deno.remove(path);
 * ```
 */
export async function openJsonlAppender(
  path: string,
  options: JsonlAppenderOptions = {},
): Promise<JsonlAppender> {
  const fs = options.fs ?? denoFileSystem;
  let file: OpenFile | undefined;
  try {
    file = await fs.open(path, "append");
    if (options.exclusive === true && !await file.tryLock()) {
      throw new UserError(`${path}: another run is writing this file; choose another`);
    }
    const before = await file.size();
    if (options.keepBytes !== undefined && options.keepBytes < before) {
      await file.truncate(options.keepBytes);
    }
    const { size, repairedBytes } = await repairTornTail(file);
    await file.seek(size);
    return new Appender(path, file, size, repairedBytes, options.durable ?? "row");
  } catch (error) {
    file?.close();
    throw fileError(path, error);
  }
}

class Appender implements JsonlAppender {
  readonly repairedBytes: number;
  readonly #path: string;
  readonly #file: OpenFile;
  readonly #durable: "row" | "flush";
  readonly #encoder = new TextEncoder();
  #buffer: Uint8Array[] = [];
  #buffered = 0;
  #written: number;
  #unsynced = false;
  /** The step at work, and the one that will start after it; callers of one moment share a step. */
  #running: Promise<void> = Promise.resolve();
  #next: { sync: boolean; done: Promise<void> } | undefined;
  #failure: { readonly error: unknown } | undefined;
  #closed = false;

  constructor(
    path: string,
    file: OpenFile,
    size: number,
    repairedBytes: number,
    durable: "row" | "flush",
  ) {
    this.#path = path;
    this.#file = file;
    this.#written = size;
    this.repairedBytes = repairedBytes;
    this.#durable = durable;
  }

  get size(): number {
    return this.#written + this.#buffered;
  }

  append(value: unknown): Promise<void> {
    return this.appendText([canonicalJson(value)]);
  }

  async appendText(lines: readonly string[]): Promise<void> {
    if (this.#closed) throw new TypeError(`${this.#path} is closed`);
    if (this.#failure !== undefined) throw this.#failure.error;
    if (lines.length === 0) return;
    const bytes = this.#encoder.encode(lines.join("\n") + "\n");
    this.#buffer.push(bytes);
    this.#buffered += bytes.length;
    if (this.#durable === "row") return await this.#step(true);
    if (this.#buffered >= BUFFER_BYTES) await this.#step(false);
  }

  flush(): Promise<void> {
    return this.#step(true);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#step(true);
    } finally {
      this.#file.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Joins the step that has not started yet, or plans it: one write and one sync serve all who wait. */
  #step(sync: boolean): Promise<void> {
    if (this.#next !== undefined) {
      this.#next.sync ||= sync;
      return this.#next.done;
    }
    const planned = { sync, done: Promise.resolve() };
    const start = this.#running.then(() => {
      this.#next = undefined;
      return this.#commit(planned.sync);
    });
    planned.done = start;
    this.#next = planned;
    this.#running = start.catch(() => {});
    return start;
  }

  async #commit(sync: boolean): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    const bytes = joined(this.#buffer, this.#buffered);
    this.#buffer = [];
    this.#buffered = 0;
    // Counted before the write ends, so that `size` never goes back while rows are on their way.
    const base = this.#written;
    this.#written += bytes.length;
    try {
      if (bytes.length > 0) {
        this.#unsynced = true;
        await writeAll(this.#file, base, bytes);
      }
      if (sync && this.#unsynced) {
        await this.#file.sync();
        this.#unsynced = false;
      }
    } catch (error) {
      this.#failure = { error: fileError(this.#path, error) };
      throw this.#failure.error;
    }
  }
}
