import { createHash } from "node:crypto";
import { inputError } from "../../substrate/values/input_error.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import type { Corpus, CorpusPart, RawDocument } from "../phases/corpus.ts";
import { rowsOfCsv } from "./csv_rows.ts";
import { byteLines } from "./byte_lines.ts";
import { utf16Mark } from "./decode_text.ts";
import { documentOfJson } from "./row_document.ts";

/** How files of an ending are read. */
const KINDS: Readonly<Record<string, string>> = {
  txt: "text/plain",
  text: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  html: "text/html",
  htm: "text/html",
  jsonl: "application/jsonl",
  ndjson: "application/jsonl",
  csv: "text/csv",
};

/** Licence of texts whose source names none. */
const UNKNOWN_LICENCE = "unknown";

/**
 * The user's own files as a corpus: texts, Markdown, HTML, JSONL and CSV; folders are walked, files of other
 * endings in them passed over. A part is a file; its publisher is the folder it stands in, unless a row names
 * another.
 *
 * @param paths files and folders
 * @throws {UserError} exit 2 for a path that is not there, or one without any file to read.
 */
export async function fileCorpus(paths: readonly string[]): Promise<Corpus> {
  const files = (await Promise.all(paths.map(filesAt))).flat().sort((a, b) =>
    a.name < b.name ? -1 : 1
  );
  if (files.length === 0) {
    throw inputError({
      file: paths.join(", "),
      problem: `holds no file to read, expected ${
        Object.keys(KINDS).map((end) => `.${end}`).join(", ")
      }`,
    });
  }
  return { source: "files", parts: await Promise.all(files.map(partOf)) };
}

interface FoundFile {
  readonly path: string;
  readonly name: string;
  readonly publisher: string;
}

async function filesAt(path: string): Promise<FoundFile[]> {
  try {
    const info = await Deno.stat(path);
    const base = path.replace(/\/+$/, "");
    const last = base.slice(base.lastIndexOf("/") + 1);
    if (info.isFile) return [{ path, name: last, publisher: last }];
    return await walk(base, last, last);
  } catch (error) {
    throw fileError(path, error);
  }
}

async function walk(path: string, name: string, publisher: string): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for await (const entry of Deno.readDir(path)) {
    const inner = { path: `${path}/${entry.name}`, name: `${name}/${entry.name}` };
    if (entry.isDirectory && !entry.name.startsWith(".")) {
      found.push(...await walk(inner.path, inner.name, entry.name));
    } else if (entry.isFile && kindOf(entry.name) !== undefined) {
      found.push({ ...inner, publisher });
    }
  }
  return found;
}

function kindOf(name: string): string | undefined {
  return KINDS[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
}

async function partOf(file: FoundFile): Promise<CorpusPart> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const chunk of chunksOf(file.path)) {
    hash.update(chunk);
    for (const byte of chunk) if (byte === 10) rows++;
  }
  const kind = kindOf(file.name) ?? "text/plain";
  return {
    name: file.name,
    digest: hash.digest("hex"),
    rows,
    read: (options) => readFile(file, kind, options.maxLineBytes, options.signal),
  };
}

async function* readFile(
  { path, name, publisher }: FoundFile,
  kind: string,
  maxLineBytes: number,
  signal?: AbortSignal,
): AsyncGenerator<RawDocument, void, void> {
  const common = { uri: name, publisher, licence: UNKNOWN_LICENCE };
  const stopping = async function* () {
    for await (const chunk of await utf8Chunks(path)) {
      signal?.throwIfAborted();
      yield chunk;
    }
  };
  if (kind === "text/csv") {
    yield* rowsOfCsv(stopping(), maxLineBytes, common);
    return;
  }
  if (kind === "text/html" || kind === "text/markdown") {
    yield { ...common, contentType: kind, ...await whole(stopping(), maxLineBytes) };
    return;
  }
  for await (const { line, bytes, tooLong } of byteLines(stopping(), maxLineBytes)) {
    const document = { ...common, line, bytes, contentType: "text/plain" };
    if (tooLong) yield { ...document, fault: faultOf(maxLineBytes) };
    else if (kind === "application/jsonl") {
      if (bytes.length > 0) yield documentOfJson(document);
    } else if (bytes.length > 0) yield document;
  }
}

/** What is told of a line or page that is longer than allowed. */
export function faultOf(maxLineBytes: number): NonNullable<RawDocument["fault"]> {
  return {
    reasonCode: "line_too_long",
    detail: `longer than ${maxLineBytes} bytes (rawExtraction.maxLineBytes)`,
  };
}

async function whole(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Pick<RawDocument, "bytes" | "fault">> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    pieces.push(chunk.slice());
    bytes += chunk.length;
    if (bytes > most) return { bytes: pieces[0]!.slice(0, 256), fault: faultOf(most) };
  }
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return { bytes: joined };
}

/** A file's bytes; UTF-16, told by its mark, comes as UTF-8, so that lines can be found. */
async function utf8Chunks(path: string): Promise<AsyncIterable<Uint8Array>> {
  const first = await firstBytes(path);
  const charset = utf16Mark(first);
  if (charset === undefined) return chunksOf(path);
  return (async function* () {
    const decoder = new TextDecoder(charset);
    const encoder = new TextEncoder();
    for await (const chunk of chunksOf(path)) {
      yield encoder.encode(decoder.decode(chunk, { stream: true }));
    }
  })();
}

async function firstBytes(path: string): Promise<Uint8Array> {
  for await (const chunk of chunksOf(path)) return chunk.slice(0, 4);
  return new Uint8Array(0);
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array, void, void> {
  using file = await Deno.open(path);
  const buffer = new Uint8Array(256 * 1024);
  for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
    yield buffer.subarray(0, read);
  }
}
