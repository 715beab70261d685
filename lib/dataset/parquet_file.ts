import { fileWriter, ParquetWriter } from "hyparquet-writer";
import type { SchemaElement } from "hyparquet";
import { canonicalJson } from "../substrate/values/canonical_json.ts";
import { namingFile } from "../substrate/records/file_error.ts";
import { denoFileSystem } from "../substrate/records/file_system.ts";
import type { CardField } from "./dataset_card.ts";

/** Rows held before they are written as one row group. */
const GROUP_ROWS = 1000;

/** A Parquet file being written. */
export interface ParquetFile {
  /** Adds a row; the thousandth writes a group. */
  add(row: object): void;
  /** Ends the file and gives it its name. */
  finish(): Promise<void>;
  /** Removes what was written; nothing after {@linkcode finish}. */
  abandon(): Promise<void>;
}

/**
 * Opens a Parquet file whose columns are the fields of a card: `string`, `int`, `float` and `bool` as such,
 * anything else as canonical JSON text. Written under a temporary name and renamed; same rows, same bytes.
 *
 * Memory holds a thousand rows.
 *
 * @throws {UserError} when the file cannot be written.
 */
export async function openParquetFile(
  path: string,
  fields: readonly CardField[],
): Promise<ParquetFile> {
  const at = path.lastIndexOf("/") + 1;
  const temp = `${path.slice(0, at)}.${path.slice(at)}.part`;
  const writer = await namingFile(path, () => Promise.resolve().then(() => fileWriter(temp)));
  const parquet = new ParquetWriter({
    writer,
    schema: [{ name: "root", num_children: fields.length }, ...fields.map(columnSchema)],
    createdBy: "baton",
  });
  let rows: Readonly<Record<string, unknown>>[] = [];
  let finished = false;
  const flush = (): void => {
    if (rows.length === 0) return;
    parquet.write({
      columnData: fields.map(({ name, type }) => ({
        name,
        data: rows.map((row) => cell(row[name], type)),
      })),
    });
    rows = [];
  };
  return {
    add: (row) => {
      rows.push(row as Readonly<Record<string, unknown>>);
      if (rows.length === GROUP_ROWS) flush();
    },
    finish: () =>
      namingFile(path, async () => {
        flush();
        await parquet.finish();
        await denoFileSystem.rename(temp, path);
        finished = true;
      }),
    abandon: async () => {
      if (!finished) await denoFileSystem.remove(temp);
    },
  };
}

function columnSchema({ name, type }: CardField): SchemaElement {
  const repetition_type = "REQUIRED";
  switch (type) {
    case "int":
      return { name, type: "INT32", repetition_type };
    case "float":
      return { name, type: "DOUBLE", repetition_type };
    case "bool":
      return { name, type: "BOOLEAN", repetition_type };
    default:
      return { name, type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type };
  }
}

function cell(value: unknown, type: string): unknown {
  return ["string", "int", "float", "bool"].includes(type) ? value : canonicalJson(value);
}
