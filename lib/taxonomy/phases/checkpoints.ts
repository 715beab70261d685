import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { digestFile } from "../../substrate/records/file_digest.ts";
import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import type { DurableRecord } from "../../substrate/records/record_schema.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import {
  type Checkpoint,
  checkpointRecord,
  digestOfCheckpoint,
  type PhaseKeyParts,
  type StepCheckpoint,
  type StepOutput,
  stepRecord,
} from "./checkpoint.ts";
import { keyDifference, phaseKey } from "./phase_key.ts";
import type { PhaseName } from "./phase_name.ts";

/** Whether a phase is done, and if not, why not, in words that begin with what is wrong. */
export type Verified =
  | { readonly ok: true; readonly checkpoint: Checkpoint }
  | { readonly ok: false; readonly reason: string; readonly absent: boolean };

/** Name of a phase's checkpoint in its folder. */
export const CHECKPOINT_NAME = "checkpoint.json";
/** Name of a step's checkpoint in its folder. */
export const STEP_NAME = "step.json";

/** Reads, verifies and writes the checkpoints of one run; nothing is believed before its digest fits. */
export class CheckpointManager {
  readonly runId: string;
  readonly fs: FileSystem;
  /** The run's folder. */
  readonly folder: string;

  constructor(folder: string, runId: string, fs: FileSystem = denoFileSystem) {
    this.folder = folder;
    this.runId = runId;
    this.fs = fs;
  }

  /** A path in a phase's folder. */
  path(phase: PhaseName, name = ""): string {
    return name === "" ? `${this.folder}/${phase}` : `${this.folder}/${phase}/${name}`;
  }

  /** Whether the phase is done with just this key, its outputs being what they were. */
  async verify(now: PhaseKeyParts): Promise<Verified> {
    const path = this.path(now.phase, CHECKPOINT_NAME);
    const read = await this.#read(path, checkpointRecord);
    if (typeof read === "string") return { ok: false, reason: read, absent: false };
    if (read === undefined) return { ok: false, reason: "has no checkpoint", absent: true };
    const reason = read.runId !== this.runId
      ? `has the checkpoint of another run (${read.runId})`
      : keyDifference(read.parts, now) ??
        (read.key === phaseKey(now) ? undefined : "has a checkpoint of another key") ??
        await this.damage(read.outputs);
    return reason === undefined
      ? { ok: true, checkpoint: read }
      : { ok: false, reason, absent: false };
  }

  /** The checkpoint of a phase as it lies there, believed only if it fits its own digest. */
  async checkpoint(phase: PhaseName): Promise<Checkpoint | undefined> {
    const read = await this.#read(this.path(phase, CHECKPOINT_NAME), checkpointRecord);
    return typeof read === "string" ? undefined : read;
  }

  /** A step that is done with just this key, its outputs being what they were. */
  async step(phase: PhaseName, step: string, key: string): Promise<StepCheckpoint | undefined> {
    const read = await this.#read(this.path(phase, `${step}/${STEP_NAME}`), stepRecord);
    if (typeof read !== "object" || read.key !== key) return undefined;
    return await this.damage(read.outputs) === undefined ? read : undefined;
  }

  /** What is wrong with the first output that is not what it was. */
  async damage(outputs: readonly StepOutput[]): Promise<string | undefined> {
    for (const { path, digest, bytes } of outputs) {
      const file = `${this.folder}/${path}`;
      if (await this.fs.identity(file) === undefined) return `lacks its output ${path}`;
      const found = await digestFile(file, { fs: this.fs });
      if (found.digest === digest) continue;
      const size = found.bytes === bytes ? "" : ` (${bytes} bytes, now ${found.bytes})`;
      return `has an output that was changed: ${path}${size}`;
    }
    return undefined;
  }

  /** Writes the checkpoint of a finished phase and removes the folders of steps that it no longer has. */
  async commit(checkpoint: Omit<Checkpoint, "selfDigest">): Promise<Checkpoint> {
    const whole = { ...checkpoint, selfDigest: digestOfCheckpoint(checkpoint) };
    const { phase } = checkpoint.parts;
    await this.fs.makeFolder(this.path(phase));
    for (const name of await this.fs.list(this.path(phase))) {
      const kept = name === CHECKPOINT_NAME || checkpoint.steps.includes(name);
      if (!kept) await this.fs.removeFolder(this.path(phase, name));
    }
    const text = pretty(checkpointRecord.write(whole));
    await writeAtomicFile(this.path(phase, CHECKPOINT_NAME), text, { fs: this.fs });
    return whole;
  }

  /** Forgets phases: the last one's checkpoint goes first, so that a half-done clearing shows. */
  async clear(phases: readonly PhaseName[]): Promise<void> {
    for (const phase of phases.toReversed()) {
      await this.fs.remove(this.path(phase, CHECKPOINT_NAME));
      await this.fs.removeFolder(this.path(phase));
    }
  }

  /** Moves all that a failed phase wrote out of the way, and says where to. */
  async setAside(phase: PhaseName, attempt: number): Promise<string | undefined> {
    if (await this.fs.identity(this.path(phase)) === undefined) return undefined;
    await this.fs.remove(this.path(phase, CHECKPOINT_NAME));
    const place = `quarantine/${phase}-attempt-${attempt}`;
    await this.fs.makeFolder(`${this.folder}/quarantine`);
    await this.fs.removeFolder(`${this.folder}/${place}`);
    await this.fs.rename(this.path(phase), `${this.folder}/${place}`);
    await this.fs.syncFolder(this.folder);
    return place;
  }

  /** A string says what is wrong with it. */
  async #read<T extends StepCheckpoint | Checkpoint>(
    path: string,
    record: DurableRecord<T>,
  ): Promise<T | string | undefined> {
    if (await this.fs.identity(path) === undefined) return undefined;
    let value: T;
    try {
      value = record.read(JSON.parse(await readText(path, this.fs)), { file: CHECKPOINT_NAME });
    } catch (error) {
      if (error instanceof UserError) return `has a damaged checkpoint (${error.message})`;
      if (error instanceof SyntaxError) return "has a damaged checkpoint (it is not JSON)";
      throw error;
    }
    return value.selfDigest === digestOfCheckpoint(value)
      ? value
      : "has a damaged checkpoint (its digest does not fit)";
  }
}

/** Two spaces a level, for people who look into run folders. */
export function pretty(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2) + "\n";
}

async function readText(path: string, fs: FileSystem): Promise<string> {
  const file = await fs.open(path, "read");
  try {
    const bytes = new Uint8Array(await file.size());
    for (let got = 0; got < bytes.length;) {
      const read = await file.read(bytes.subarray(got));
      if (read === null) break;
      got += read;
    }
    return new TextDecoder().decode(bytes);
  } finally {
    file.close();
  }
}
