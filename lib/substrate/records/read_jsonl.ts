import { inputError, shown } from "../values/input_error.ts";
import { UserError } from "../values/user_error.ts";
import { fileError } from "./file_error.ts";
import { denoFileSystem, type FileSystem } from "./file_system.ts";
import { type RawLine, splitLines } from "./_split_lines.ts";

/** One line of a JSONL file that holds a value; blank lines are passed over. */
export interface JsonlLine {
  /** 1-based, blank lines counted. */
  readonly line: number;
  /** Byte offset of the line's first byte in the file. */
  readonly offset: number;
  /** The line without its end and without a byte order mark. */
  readonly text: string;
  readonly value: unknown;
}

/** An unterminated last line that was not handed out. */
export interface TornLine {
  readonly line: number;
  readonly offset: number;
  readonly bytes: number;
}

/** Options of {@linkcode readJsonl}. */
export interface ReadJsonlOptions {
  /**
   * The name that errors carry.
   *
   * @default the path, or `input` for a stream
   */
  readonly name?: string;
  /**
   * What to do with a last line that has no line end: `parse` it like any other (files by hand often end
   * so), `refuse` it with an error, or leave it out and `report` it to `onTorn` (files by an appender,
   * where only a torn write ends so).
   *
   * @default {"parse"}
   */
  readonly torn?: "parse" | "refuse" | "report";
  /**
   * Hears of a line that is not UTF-8 or not JSON, which is then passed over.
   *
   * @default such a line ends the reading with its error
   */
  readonly onBadLine?: (error: UserError) => void;
  /**
   * Asked for each line by its number before it is looked at; a line that it does not want is passed over.
   *
   * @default every line is wanted
   */
  readonly wants?: (line: number) => boolean;
  /** Hears of the line left out under `report`. */
  readonly onTorn?: (torn: TornLine) => void;
  /**
   * Longest line accepted, in bytes.
   *
   * @default {268435456}
   */
  readonly maxLineBytes?: number;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  readonly signal?: AbortSignal;
}

/**
 * Streams the values of a JSONL file with their line numbers, in memory bounded by the longest line.
 *
 * Takes LF and CRLF, a byte order mark, blank lines, and a missing final line end.
 *
 * @param source a path, or a stream of bytes
 * @throws {UserError} exit 2, naming file and line: missing file, a line that is not JSON or not UTF-8, a
 * line over the limit, a torn last line under `refuse`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readJsonl } from "./read_jsonl.ts";
 * const bytes = new Blob(['{"a":1}\r\n\n[2]']).stream();
 * const rows = await Array.fromAsync(readJsonl(bytes), (row) => [row.line, row.value]);
 * assertEquals(rows, [[1, { a: 1 }], [3, [2]]]);
 * ```
 */
export async function* readJsonl(
  source: string | ReadableStream<Uint8Array>,
  options: ReadJsonlOptions = {},
): AsyncGenerator<JsonlLine, void, void> {
  for await (const lines of readJsonlBatches(source, options)) {
    for (const line of lines) yield line;
  }
}

/**
 * The same in batches, each to be gone through before the next: without the cost of waiting for every line.
 *
 * @throws {UserError} as {@linkcode readJsonl}, while a batch is gone through.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readJsonlBatches } from "./read_jsonl.ts";
 * const values: unknown[] = [];
 * for await (const lines of readJsonlBatches(new Blob(["1\n2\n"]).stream())) {
 *   for (const { value } of lines) values.push(value);
 * }
 * assertEquals(values, [1, 2]);
 * ```
 */
export async function* readJsonlBatches(
  source: string | ReadableStream<Uint8Array>,
  options: ReadJsonlOptions = {},
): AsyncGenerator<Iterable<JsonlLine>, void, void> {
  const file = options.name ?? (typeof source === "string" ? source : "input");
  const maxLineBytes = options.maxLineBytes ?? 256 * 1024 * 1024;
  const chunks = typeof source === "string"
    ? fileChunks(source, options.fs ?? denoFileSystem)
    : source;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  try {
    for await (const lines of splitLines(chunks, maxLineBytes)) {
      yield parsedLines(lines, file, maxLineBytes, decoder, options);
    }
  } catch (error) {
    throw fileError(file, error);
  }
}

/** A line that ends the reading is the last one that {@linkcode splitLines} yields. */
function* parsedLines(
  lines: readonly RawLine[],
  file: string,
  maxLineBytes: number,
  decoder: TextDecoder,
  { torn = "parse", ...options }: ReadJsonlOptions,
): Generator<JsonlLine, void, void> {
  for (const raw of lines) {
    options.signal?.throwIfAborted();
    const at = { file, line: raw.line };
    if (raw.tooLong) {
      throw inputError({ ...at, problem: `the line is longer than ${maxLineBytes} bytes` });
    }
    if (!raw.terminated && torn !== "parse") {
      if (torn === "refuse") {
        throw inputError({ ...at, problem: "the last line is cut off (it has no line end)" });
      }
      options.onTorn?.({ line: raw.line, offset: raw.offset, bytes: raw.bytes.length });
      return;
    }
    if (options.wants?.(raw.line) === false) continue;
    let text: string, value: unknown;
    try {
      text = decodeLine(decoder, raw.bytes, at);
      if (text.trim() === "") continue;
      value = parseLine(text, at, raw.terminated);
    } catch (error) {
      if (options.onBadLine === undefined || !(error instanceof UserError)) throw error;
      options.onBadLine(error);
      continue;
    }
    yield { line: raw.line, offset: raw.offset, text, value };
  }
}

function decodeLine(
  decoder: TextDecoder,
  bytes: Uint8Array,
  at: { file: string; line: number },
): string {
  try {
    const text = decoder.decode(bytes);
    return at.line === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
  } catch (cause) {
    throw inputError({ ...at, problem: "the line is not UTF-8 text", cause });
  }
}

function parseLine(
  text: string,
  at: { file: string; line: number },
  terminated: boolean,
): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = terminated
      ? `is not JSON: ${shown(text)}`
      : `is not JSON, and has no line end (cut off?): ${shown(text)}`;
    throw new UserError(`${at.file}:${at.line}: ${problem}`, { cause });
  }
}

/** Chunks of a file, each valid until the next is asked for. */
async function* fileChunks(path: string, fs: FileSystem): AsyncGenerator<Uint8Array, void, void> {
  const file = await fs.open(path, "read");
  try {
    const buffer = new Uint8Array(256 * 1024);
    for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
      yield buffer.subarray(0, read);
    }
  } finally {
    file.close();
  }
}
