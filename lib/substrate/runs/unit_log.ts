import * as z from "zod";
import { type JsonlAppender, openJsonlAppender } from "../records/append_jsonl.ts";
import { fileError } from "../records/file_error.ts";
import { denoFileSystem, type FileSystem, type OpenFile } from "../records/file_system.ts";
import { readJsonl } from "../records/read_jsonl.ts";
import { defineRecord } from "../records/record_schema.ts";
import { readExactly } from "../records/_tail.ts";
import { RowPlaces } from "./_row_places.ts";

/** One finished unit of work (`run.unit/1`), with all that its outputs are made from. */
export interface FinishedUnit<P> {
  /** 0-based place among the run's units; decides the order of outputs. */
  readonly index: number;
  /** The unit's own name, such as a task id. */
  readonly unit: string;
  /** JSON; outputs are made from this alone, so that a resumed run repeats their bytes. */
  readonly payload: P;
}

/** The durable list of finished units, in the order in which they finished. */
export interface UnitLog<P> {
  /** How many units are finished. */
  readonly count: number;
  /** Bytes of a torn last row that opening the log cut off; that unit counts as not finished. */
  readonly repairedBytes: number;
  has(index: number): boolean;
  /** Resolves once the row is on the disk: only then is the unit finished. */
  append(unit: FinishedUnit<P>): Promise<void>;
  /** Reads one finished unit back. @throws {RangeError} for a unit that is not finished. */
  read(index: number): Promise<FinishedUnit<P>>;
  /** All finished units by ascending index, one in memory at a time. */
  inOrder(): AsyncGenerator<FinishedUnit<P>, void, void>;
  close(): Promise<void>;
}

/** Options of {@linkcode openUnitLog}. */
export interface UnitLogOptions<P> {
  /** Checks a payload read back. @default taken as it is */
  readonly payload?: z.ZodType<P>;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/**
 * Opens the log of finished units, reading what earlier attempts left and cutting off a torn last row.
 *
 * Memory: 16 bytes per unit; payloads stay on the disk.
 *
 * @throws {UserError} naming file and line when a row is damaged.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openUnitLog } from "./unit_log.ts";
 * const path = await Deno.makeTempFile();
 * const log = await openUnitLog<string>(path);
 * await log.append({ index: 1, unit: "b", payload: "second" });
 * await log.close();
 * const again = await openUnitLog<string>(path);
 * assertEquals([again.has(0), again.has(1), (await again.read(1)).payload], [false, true, "second"]);
 * await again.close();
 * await Deno.remove(path);
 * ```
 */
export async function openUnitLog<P>(
  path: string,
  options: UnitLogOptions<P> = {},
): Promise<UnitLog<P>> {
  const fs = options.fs ?? denoFileSystem;
  const record = defineRecord({
    name: "run.unit",
    version: 1,
    fields: z.strictObject({
      index: z.int().min(0),
      unit: z.string(),
      payload: options.payload ?? z.custom<P>((value) => value !== undefined),
    }),
  });
  // Opened first: it cuts a torn row off, so the reader below sees whole rows only.
  const rows = await openJsonlAppender(path, { fs });
  const places = new RowPlaces();
  let file: OpenFile | undefined;
  try {
    for await (const row of readJsonl(path, { fs, torn: "refuse" })) {
      const { index } = record.read(row.value, { file: path, line: row.line });
      places.set(index, row.offset, byteLength(row.text));
    }
    file = await fs.open(path, "read");
  } catch (error) {
    await rows.close();
    throw fileError(path, error);
  }
  return new Log(path, rows, file, places, (unit) => record.write(unit), (value) => {
    return record.read(value, { file: path }) as FinishedUnit<P>;
  });
}

class Log<P> implements UnitLog<P> {
  readonly #path: string;
  readonly #rows: JsonlAppender;
  readonly #file: OpenFile;
  readonly #places: RowPlaces;
  readonly #write: (unit: FinishedUnit<P>) => string;
  readonly #parse: (value: unknown) => FinishedUnit<P>;
  readonly #taken = new Set<number>();
  #reading: Promise<unknown> = Promise.resolve();

  constructor(
    path: string,
    rows: JsonlAppender,
    file: OpenFile,
    places: RowPlaces,
    write: (unit: FinishedUnit<P>) => string,
    parse: (value: unknown) => FinishedUnit<P>,
  ) {
    this.#path = path;
    this.#rows = rows;
    this.#file = file;
    this.#places = places;
    this.#write = write;
    this.#parse = parse;
  }

  get count(): number {
    return this.#places.count;
  }

  get repairedBytes(): number {
    return this.#rows.repairedBytes;
  }

  has(index: number): boolean {
    return this.#places.has(index);
  }

  async append(unit: FinishedUnit<P>): Promise<void> {
    const { index } = unit;
    if (this.has(index) || this.#taken.has(index)) {
      throw new RangeError(`Expected a unit that is not finished but found ${index} again`);
    }
    const text = this.#write(unit);
    this.#taken.add(index);
    try {
      const offset = this.#rows.size;
      await this.#rows.appendText([text]);
      this.#places.set(index, offset, byteLength(text));
    } finally {
      this.#taken.delete(index);
    }
  }

  read(index: number): Promise<FinishedUnit<P>> {
    const read = this.#reading.then(async () => {
      const place = this.#places.get(index);
      if (place === undefined) {
        throw new RangeError(`Expected a finished unit but found ${index}`);
      }
      const bytes = new Uint8Array(place.bytes);
      await readExactly(this.#file, place.offset, bytes);
      return this.#parse(JSON.parse(new TextDecoder().decode(bytes)));
    }).catch((error) => {
      throw fileError(this.#path, error);
    });
    this.#reading = read.catch(() => {});
    return read;
  }

  async *inOrder(): AsyncGenerator<FinishedUnit<P>, void, void> {
    for (const index of this.#places.indices()) yield await this.read(index);
  }

  async close(): Promise<void> {
    await this.#reading;
    try {
      await this.#rows.close();
    } finally {
      this.#file.close();
    }
  }
}

const encoder = new TextEncoder();
function byteLength(text: string): number {
  return encoder.encode(text).length;
}
