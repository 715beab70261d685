import { CsvParseStream } from "@std/csv";
import type { RawDocument } from "../phases/corpus.ts";
import { byteLines } from "./byte_lines.ts";
import { decodeText } from "./decode_text.ts";
import { documentOfRow } from "./row_document.ts";

/** Rows of a CSV file with a header, as documents; `line` counts rows, the header is 1. */
export async function* rowsOfCsv(
  chunks: AsyncIterable<Uint8Array>,
  maxLineBytes: number,
  common: Pick<RawDocument, "uri" | "publisher" | "licence">,
): AsyncGenerator<RawDocument, void, void> {
  const faults: RawDocument[] = [];
  const texts = ReadableStream.from((async function* () {
    for await (const { line, bytes, tooLong } of byteLines(chunks, maxLineBytes)) {
      const decoded = decodeText(bytes);
      const document = { ...common, line, bytes, contentType: "text/csv" };
      if (tooLong) {
        const detail = `longer than ${maxLineBytes} bytes (rawExtraction.maxLineBytes)`;
        faults.push({ ...document, fault: { reasonCode: "line_too_long", detail } });
      } else if (!decoded.ok) faults.push({ ...document, fault: decoded });
      else yield decoded.text + "\n";
    }
  })());
  let line = 0;
  let header: readonly string[] | undefined;
  try {
    for await (const cells of texts.pipeThrough(new CsvParseStream({ fieldsPerRecord: -1 }))) {
      line++;
      if (header === undefined) {
        header = cells.map((cell) => cell.trim());
        continue;
      }
      const names = header;
      const row = Object.fromEntries(cells.map((cell, i) => [names[i] ?? `column ${i + 1}`, cell]));
      const bytes = new TextEncoder().encode(cells.join(","));
      yield documentOfRow(row, { ...common, line, bytes, contentType: "text/plain" });
    }
  } catch (error) {
    const detail = `not CSV after row ${line}: ${error instanceof Error ? error.message : error}`;
    const fault = { reasonCode: "not_csv", detail };
    yield { ...common, line: line + 1, bytes: new Uint8Array(0), contentType: "text/csv", fault };
  }
  yield* faults;
}
