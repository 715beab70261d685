import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import type { DurableRecord } from "../../substrate/records/record_schema.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { type Artefact, ARTEFACTS } from "../phases/artefacts.ts";
import type { Checkpoint } from "../phases/checkpoint.ts";
import { CheckpointManager } from "../phases/checkpoints.ts";
import type { PhaseName } from "../phases/phase_name.ts";
import { readRows } from "../phases/step_context.ts";
import { type Concept, conceptRecord } from "../records/concept.ts";
import type { StoredRun } from "./stored_run.ts";

/** Options of {@linkcode storedRows}. */
export interface StoredRowsOptions {
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  readonly signal?: AbortSignal;
}

/** The checkpoint of a phase that the run finished. */
export function storedCheckpoint(
  { folder, manifest }: StoredRun,
  phase: PhaseName,
  fs: FileSystem = denoFileSystem,
): Promise<Checkpoint | undefined> {
  return new CheckpointManager(folder, manifest.runId, fs).checkpoint(phase);
}

/**
 * Streams the rows of an output of a run; none where the phase is not finished or has no such output.
 *
 * @throws {UserError} exit 2, naming file and line, for a row that is damaged.
 */
export async function* storedRows<T>(
  run: StoredRun,
  phase: PhaseName,
  output: Artefact,
  record: DurableRecord<T>,
  options: StoredRowsOptions = {},
): AsyncGenerator<T, void, void> {
  const { fs = denoFileSystem, signal } = options;
  const checkpoint = await storedCheckpoint(run, phase, fs);
  const files = checkpoint?.outputs.filter(({ name }) => name === output) ?? [];
  yield* readRows({ folder: run.folder, fs }, files, record, signal);
}

/**
 * The tree that a run ended with, parents before children.
 *
 * @throws {UserError} exit 1 for a run without one.
 */
export async function storedConcepts(
  run: StoredRun,
  options: StoredRowsOptions = {},
): Promise<readonly Concept[]> {
  if (await storedCheckpoint(run, "assembly", options.fs) === undefined) {
    const state = run.manifest.exit?.reason ?? "it has not ended";
    throw new UserError(`${run.folder}: has no tree yet (${state})`, { exitCode: 1 });
  }
  return await Array.fromAsync(
    storedRows(run, "assembly", ARTEFACTS.concepts, conceptRecord, options),
  );
}
