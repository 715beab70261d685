import * as z from "zod";
import { type JsonlAppender, openJsonlAppender } from "../records/append_jsonl.ts";
import { writeAtomicFile } from "../records/atomic_file.ts";
import { denoFileSystem, type FileSystem } from "../records/file_system.ts";
import { readJsonl } from "../records/read_jsonl.ts";
import { defineRecord } from "../records/record_schema.ts";
import { UserError } from "../values/user_error.ts";
import type { FinishedUnit, UnitLog } from "./unit_log.ts";

/** Appends lines, each one whole JSON text, to one of the outputs. */
export type WriteLines = (output: string, lines: readonly string[]) => Promise<void>;

/** Options of {@linkcode openOrderedEmitter}. */
export interface OrderedEmitterOptions<P> {
  /** Holds units that finished before their turn. */
  readonly log: UnitLog<P>;
  /** Paths of the JSONL outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Path of the small file that says how far the outputs had come. */
  readonly checkpoint: string;
  /**
   * Writes one unit's share of the outputs; called in order of index. After a crash the last units are
   * written again, so files made here must be made whole or not at all.
   */
  readonly emit: (unit: FinishedUnit<P>, write: WriteLines) => Promise<void>;
  /**
   * Units between two checkpoints.
   *
   * @default {256}
   */
  readonly checkpointEvery?: number;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** Turns units that finish in any order into outputs whose bytes do not depend on that order. */
export interface OrderedEmitter<P> {
  /** Units written to the outputs: all with an index below this. */
  readonly emitted: number;
  /** Makes the unit durable, then writes every unit whose turn has come. */
  finish(unit: FinishedUnit<P>): Promise<void>;
  /** Makes the outputs durable and closes them; units still waiting for an earlier one stay in the log. */
  close(): Promise<void>;
}

const checkpointFields = z.strictObject({
  next: z.int().min(0),
  outputs: z.record(z.string(), z.strictObject({ path: z.string(), bytes: z.int().min(0) })),
});
type Checkpoint = z.output<typeof checkpointFields>;
const checkpointRecord = defineRecord({
  name: "run.emitted",
  version: 1,
  fields: checkpointFields,
});

/** Units kept in memory for their turn; the others are read back from the log. */
const FRESH_MAX = 32;

/**
 * Opens the outputs of a run, cut back to the last checkpoint, and writes what the log holds beyond it.
 *
 * Without a fitting checkpoint (none, other outputs, an output shorter than noted) the outputs are
 * written anew from the log, whose rows are all that is needed.
 */
export async function openOrderedEmitter<P>(
  options: OrderedEmitterOptions<P>,
): Promise<OrderedEmitter<P>> {
  const fs = options.fs ?? denoFileSystem;
  const checkpoint = await usableCheckpoint(options, fs);
  const appenders: Record<string, JsonlAppender> = {};
  try {
    for (const [name, path] of Object.entries(options.outputs)) {
      const keepBytes = checkpoint?.outputs[name]?.bytes ?? 0;
      appenders[name] = await openJsonlAppender(path, {
        fs,
        durable: "flush",
        keepBytes,
        exclusive: true,
      });
    }
    const emitter = new Emitter(options, fs, appenders, checkpoint?.next ?? 0);
    await emitter.catchUp();
    return emitter;
  } catch (error) {
    for (const appender of Object.values(appenders)) await appender.close().catch(() => {});
    throw error;
  }
}

class Emitter<P> implements OrderedEmitter<P> {
  readonly #options: OrderedEmitterOptions<P>;
  readonly #fs: FileSystem;
  readonly #appenders: Readonly<Record<string, JsonlAppender>>;
  readonly #fresh = new Map<number, FinishedUnit<P>>();
  #next: number;
  #draining: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(
    options: OrderedEmitterOptions<P>,
    fs: FileSystem,
    appenders: Readonly<Record<string, JsonlAppender>>,
    next: number,
  ) {
    this.#options = options;
    this.#fs = fs;
    this.#appenders = appenders;
    this.#next = next;
  }

  get emitted(): number {
    return this.#next;
  }

  async finish(unit: FinishedUnit<P>): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    await this.#options.log.append(unit);
    if (this.#fresh.size < FRESH_MAX && unit.index >= this.#next) {
      this.#fresh.set(unit.index, unit);
    }
    await this.catchUp();
  }

  /** Writes until a unit is missing; calls of one moment share the work. */
  async catchUp(): Promise<void> {
    while (this.#options.log.has(this.#next)) {
      if (this.#failure !== undefined) throw this.#failure.error;
      this.#draining ??= this.#drain().finally(() => this.#draining = undefined);
      await this.#draining;
    }
  }

  async close(): Promise<void> {
    try {
      if (this.#failure === undefined) {
        await this.#draining;
        await this.#checkpoint();
      }
    } finally {
      for (const appender of Object.values(this.#appenders)) {
        // After a failure its own error is the one to tell.
        await appender.close().catch((error) => {
          if (this.#failure === undefined) throw error;
        });
      }
    }
  }

  async #drain(): Promise<void> {
    const { log, emit, checkpointEvery = 256 } = this.#options;
    try {
      while (log.has(this.#next)) {
        const unit = this.#fresh.get(this.#next) ?? await log.read(this.#next);
        this.#fresh.delete(this.#next);
        await emit(unit, this.#write);
        this.#next++;
        if (this.#next % checkpointEvery === 0) await this.#checkpoint();
      }
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  readonly #write: WriteLines = async (output, lines) => {
    const appender = this.#appenders[output];
    if (appender === undefined) {
      throw new RangeError(`Expected an output of this run but found ${JSON.stringify(output)}`);
    }
    await appender.appendText(lines);
  };

  async #checkpoint(): Promise<void> {
    const outputs: Record<string, { path: string; bytes: number }> = {};
    for (const [name, appender] of Object.entries(this.#appenders)) {
      await appender.flush();
      outputs[name] = { path: this.#options.outputs[name]!, bytes: appender.size };
    }
    const text = checkpointRecord.write({ next: this.#next, outputs });
    await writeAtomicFile(this.#options.checkpoint, text + "\n", { fs: this.#fs });
  }
}

async function usableCheckpoint<P>(
  options: OrderedEmitterOptions<P>,
  fs: FileSystem,
): Promise<Checkpoint | undefined> {
  if (await fs.identity(options.checkpoint) === undefined) return undefined;
  const found = await readCheckpoint(options.checkpoint, fs);
  if (found === undefined || found.next > options.log.count) return undefined;
  const names = Object.keys(options.outputs);
  if (names.length !== Object.keys(found.outputs).length) return undefined;
  for (const name of names) {
    const path = options.outputs[name]!;
    const noted = found.outputs[name];
    if (noted?.path !== path || await sizeOf(path, fs) < noted.bytes) return undefined;
  }
  return found;
}

/** A damaged checkpoint counts as none: it only saves the writing of outputs that the log can repeat. */
async function readCheckpoint(path: string, fs: FileSystem): Promise<Checkpoint | undefined> {
  let found: Checkpoint | undefined;
  try {
    for await (const row of readJsonl(path, { fs })) {
      found = checkpointRecord.read(row.value, { file: path, line: row.line });
    }
  } catch (error) {
    if (error instanceof UserError && error.exitCode === 2) return undefined;
    throw error;
  }
  return found;
}

async function sizeOf(path: string, fs: FileSystem): Promise<number> {
  if (await fs.identity(path) === undefined) return -1;
  const file = await fs.open(path, "read");
  try {
    return await file.size();
  } finally {
    file.close();
  }
}
