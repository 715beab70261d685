import { createHash } from "node:crypto";
import { type JsonlAppender, openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { fileError } from "../../substrate/records/file_error.ts";
import type { DurableRecord } from "../../substrate/records/record_schema.ts";
import {
  type Counters,
  digestOfCheckpoint,
  type StepCheckpoint,
  type StepOutput,
  stepRecord,
} from "./checkpoint.ts";
import { type CheckpointManager, pretty, STEP_NAME } from "./checkpoints.ts";
import type { RowWriter } from "./phase.ts";
import type { PhaseName } from "./phase_name.ts";

/** The outputs of a step that is being made, in a folder that takes its name when it is whole. */
export class StepFolder {
  readonly #checkpoints: CheckpointManager;
  readonly #phase: PhaseName;
  readonly #step: string;
  readonly #signal: AbortSignal;
  readonly #writers = new Map<string, OutputWriter>();

  private constructor(
    checkpoints: CheckpointManager,
    phase: PhaseName,
    step: string,
    signal: AbortSignal,
  ) {
    this.#checkpoints = checkpoints;
    this.#phase = phase;
    this.#step = step;
    this.#signal = signal;
  }

  /** An empty one; what a killed attempt left is removed. */
  static async open(
    checkpoints: CheckpointManager,
    phase: PhaseName,
    step: string,
    signal: AbortSignal,
  ): Promise<StepFolder> {
    const folder = new StepFolder(checkpoints, phase, step, signal);
    await checkpoints.fs.removeFolder(folder.#work);
    await checkpoints.fs.makeFolder(folder.#work);
    return folder;
  }

  get #work(): string {
    return this.#checkpoints.path(this.#phase, `.${this.#step}`);
  }

  output<T>(name: string, record: DurableRecord<T>): RowWriter<T> {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      throw new RangeError(`Expected the name of an output but found ${JSON.stringify(name)}`);
    }
    let writer = this.#writers.get(name);
    if (writer === undefined) {
      writer = new OutputWriter(`${this.#work}/${name}.jsonl`, this.#checkpoints, this.#signal);
      this.#writers.set(name, writer);
    }
    const rows = writer;
    return { write: (row) => rows.write(record.write(row)) };
  }

  /** Makes the outputs durable and gives the folder its name, at once. */
  async commit(key: string, counters: Counters): Promise<StepCheckpoint> {
    const { fs } = this.#checkpoints;
    const outputs: StepOutput[] = [];
    for (const name of [...this.#writers.keys()].sort()) {
      const path = `${this.#phase}/${this.#step}/${name}.jsonl`;
      outputs.push({ step: this.#step, name, path, ...await this.#writers.get(name)!.finish() });
    }
    const rest = { step: this.#step, key, outputs, counters };
    const checkpoint = { ...rest, selfDigest: digestOfCheckpoint(rest) };
    const text = pretty(stepRecord.write(checkpoint));
    await writeAtomicFile(`${this.#work}/${STEP_NAME}`, text, { fs });
    await this.#publish();
    return checkpoint;
  }

  /** Takes a step over from another run, whose files get second names here. */
  async adopt(from: CheckpointManager, step: StepCheckpoint): Promise<StepCheckpoint> {
    const { fs } = this.#checkpoints;
    for (const { name, path } of step.outputs) {
      await fs.link(`${from.folder}/${path}`, `${this.#work}/${name}.jsonl`);
    }
    const text = pretty(stepRecord.write(step));
    await writeAtomicFile(`${this.#work}/${STEP_NAME}`, text, { fs });
    await this.#publish();
    return step;
  }

  /** Lets go of the files and leaves them where they are. */
  async abandon(): Promise<void> {
    for (const writer of this.#writers.values()) await writer.finish().catch(() => {});
  }

  async #publish(): Promise<void> {
    const { fs } = this.#checkpoints;
    const place = this.#checkpoints.path(this.#phase, this.#step);
    try {
      await fs.removeFolder(place);
      await fs.rename(this.#work, place);
      await fs.syncFolder(this.#checkpoints.path(this.#phase));
    } catch (error) {
      throw fileError(place, error);
    }
  }
}

/** Characters of rows that are handed on together. */
const BATCH = 64 * 1024;
const TAKEN = Promise.resolve();

class OutputWriter {
  readonly #path: string;
  readonly #checkpoints: CheckpointManager;
  readonly #signal: AbortSignal;
  readonly #hash = createHash("sha256");
  #rows = 0;
  #waiting: string[] = [];
  #characters = 0;
  #file: Promise<JsonlAppender> | undefined;
  #finished: Promise<Pick<StepOutput, "digest" | "bytes" | "rows">> | undefined;

  constructor(path: string, checkpoints: CheckpointManager, signal: AbortSignal) {
    this.#path = path;
    this.#checkpoints = checkpoints;
    this.#signal = signal;
  }

  write(text: string): Promise<void> {
    this.#signal.throwIfAborted();
    this.#rows++;
    this.#waiting.push(text);
    this.#characters += text.length;
    return this.#characters < BATCH ? TAKEN : this.#handOn();
  }

  async #handOn(): Promise<void> {
    const rows = this.#waiting.join("\n");
    if (this.#waiting.length === 0) return;
    this.#waiting = [];
    this.#characters = 0;
    this.#hash.update(rows).update("\n");
    await (await this.#open()).appendText([rows]);
  }

  finish(): Promise<Pick<StepOutput, "digest" | "bytes" | "rows">> {
    return this.#finished ??= this.#open().then(async (file) => {
      try {
        await this.#handOn();
      } finally {
        await file.close();
      }
      return { digest: this.#hash.digest("hex"), bytes: file.size, rows: this.#rows };
    });
  }

  #open(): Promise<JsonlAppender> {
    const { fs } = this.#checkpoints;
    return this.#file ??= openJsonlAppender(this.#path, { durable: "flush", fs });
  }
}
