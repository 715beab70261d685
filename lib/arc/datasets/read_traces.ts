import { namingFile } from "../../substrate/records/file_error.ts";
import { type JsonlLine, readJsonl } from "../../substrate/records/read_jsonl.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { checkTrace } from "../trace/read_trace.ts";
import type { Trace } from "../trace/trace.ts";
import { COMPARATOR_VERSION } from "../verifier/comparator.ts";
import { FEATURE_VERSION } from "../verifier/features.ts";

/** Where a trace stands: its file, and its line where the file has several. */
export interface TracePlace {
  readonly file: string;
  readonly line: number;
  /** Byte offset of the line. */
  readonly offset: number;
}

/** A whole trace and its place. */
export interface PlacedTrace {
  readonly trace: Trace;
  readonly place: TracePlace;
}

/** Options of {@linkcode readTraces}. */
export interface ReadTracesOptions {
  /**
   * Hears of a trace that is missing, torn or damaged, which is then passed over.
   *
   * @default such a trace ends the reading with its error
   */
  readonly onBad?: (error: UserError) => void;
  /** Stops between two traces by throwing the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Streams saved traces, one in memory at a time, each checked against its schema and its digest.
 *
 * A source is the out-dir of a run (`index.jsonl` beside `traces/`), a file of traces one per line
 * (`--trace-jsonl`), or one `task_<id>.json`. Tasks that left no trace are passed over. Traces of another
 * comparator or feature version are refused, for their scores cannot be compared with anything made here.
 *
 * @throws {UserError} exit 2, naming file and line: a source that is not there, a trace that is missing,
 * torn, changed after it was written, or of another version.
 *
 * @example
 * ```ts
 * import { assertRejects } from "@std/assert";
 * import { readTraces } from "./read_traces.ts";
 * const file = await Deno.makeTempFile();
 * await Deno.writeTextFile(file, '{"schema":"arc.trace/1","digest":"');
 * await assertRejects(() => Array.fromAsync(readTraces([file])), Error, `${file}:1: is not JSON`);
 * await Deno.remove(file);
 * ```
 */
export async function* readTraces(
  sources: readonly string[],
  options: ReadTracesOptions = {},
): AsyncGenerator<PlacedTrace, void, void> {
  for (const source of sources) {
    const info = await namingFile(source, () => Deno.stat(source));
    if (info.isDirectory) yield* fromFolder(source.replace(/(?<=.)\/+$/, ""), options);
    else yield* fromFile(source, options);
  }
}

async function* fromFolder(
  folder: string,
  options: ReadTracesOptions,
): AsyncGenerator<PlacedTrace, void, void> {
  const index = `${folder}/index.jsonl`;
  for await (const { line, value } of readJsonl(index, linesOf(options))) {
    const row = value as { readonly tracePath?: unknown; readonly digest?: unknown } | null;
    const path = row?.tracePath;
    if (path === null) continue;
    if (typeof path !== "string") {
      const field = "tracePath";
      fail(inputError({ file: index, line, field, expected: "a path", seen: path }), options);
      continue;
    }
    const file = `${folder}/${path}`;
    try {
      const text = await namingFile(file, () => Deno.readTextFile(file));
      const trace = parse(text, { file, line: 1, offset: 0 });
      if (row?.digest !== trace.digest) {
        const expected = `the digest of ${file}`;
        throw inputError({ file: index, line, field: "digest", expected, seen: row?.digest });
      }
      yield { trace, place: { file, line: 1, offset: 0 } };
    } catch (error) {
      fail(error, options);
    }
  }
}

async function* fromFile(
  file: string,
  options: ReadTracesOptions,
): AsyncGenerator<PlacedTrace, void, void> {
  let found = false;
  for await (const { line, offset, text, value } of readJsonl(file, linesOf(options))) {
    found = true;
    try {
      const trace = checkVersions(checkTrace(value, text, { file, line }), { file, line });
      yield { trace, place: { file, line, offset } };
    } catch (error) {
      fail(error, options);
    }
  }
  if (!found && options.onBad === undefined) {
    throw inputError({ file, problem: "expected at least one trace, found none" });
  }
}

function parse(text: string, place: TracePlace): Trace {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw inputError({ file: place.file, problem: "is not JSON (cut off?)", cause });
  }
  const at = { file: place.file, line: undefined };
  return checkVersions(checkTrace(value, text, at), at);
}

function checkVersions(
  trace: Trace,
  at: { readonly file: string; readonly line: number | undefined },
): Trace {
  const { comparator, feature } = trace.versions;
  const wanted = [["comparator", COMPARATOR_VERSION, comparator], [
    "feature",
    FEATURE_VERSION,
    feature,
  ]] as const;
  for (const [name, expected, seen] of wanted) {
    if (seen !== expected) {
      const field = `versions.${name}`;
      throw inputError({ ...at, field, expected: JSON.stringify(expected), seen });
    }
  }
  return trace;
}

/** One trace read again at its place. @throws {UserError} as {@linkcode readTraces}. */
export async function readTraceAt(place: TracePlace): Promise<Trace> {
  const { text, value } = await readLineAt(place);
  const { file, line } = place;
  return checkVersions(checkTrace(value, text, { file, line }), { file, line });
}

/** The line of a JSONL file that begins at a place. @throws {UserError} when it is gone or not JSON. */
export async function readLineAt({ file, line, offset }: TracePlace): Promise<JsonlLine> {
  using opened = await namingFile(file, () => Deno.open(file));
  await opened.seek(offset, Deno.SeekMode.Start);
  for await (const found of readJsonl(opened.readable, { name: file })) return found;
  throw inputError({ file, line, problem: "the line is gone" });
}

function linesOf({ onBad, signal }: ReadTracesOptions) {
  return {
    ...(onBad === undefined ? {} : { onBadLine: onBad }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function fail(error: unknown, { onBad }: ReadTracesOptions): void {
  if (onBad === undefined || !(error instanceof UserError)) throw error;
  onBad(error);
}
