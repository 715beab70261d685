import type * as z from "zod";
import { denoFileSystem, type FileSystem } from "../records/file_system.ts";
import type { Json } from "../values/canonical_json.ts";
import type { Clock } from "../values/clock.ts";
import { UserError } from "../values/user_error.ts";
import type { Manifest, ManifestPhase, RunVersions } from "./manifest.ts";
import { type ManifestWriter, startManifest } from "./manifest_writer.ts";
import { checkOutputPlaces } from "./output_places.ts";
import { openOrderedEmitter, type OrderedEmitter, type WriteLines } from "./ordered_emitter.ts";
import { LOCK_NAME } from "./folder_lock.ts";
import { planResume } from "./resume.ts";
import { MANIFEST_NAME, openRunFolder, type RunFolder } from "./run_folder.ts";
import type { RunIdentity } from "./run_id.ts";
import { type FinishedUnit, openUnitLog, type UnitLog } from "./unit_log.ts";

/** Options of {@linkcode openRun}. */
export interface OpenRunOptions<P> extends RunIdentity {
  /** The out-dir; made when missing. */
  readonly folder: string;
  /** How many units the run has; their indices are 0 … `total` − 1. */
  readonly total: number;
  /** The one phase that works on the units, with the digest of what its code depends on. */
  readonly phase: { readonly name: string; readonly codeHash: string };
  /** Paths of the JSONL outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * Paths of files that the caller writes besides, by name: checked with the outputs, not written.
   *
   * @default {{}}
   */
  readonly besides?: Readonly<Record<string, string>>;
  /** Writes one unit's share of the outputs, in order of index: see {@linkcode openOrderedEmitter}. */
  readonly emit: (unit: FinishedUnit<P>, write: WriteLines) => Promise<void>;
  readonly versions: RunVersions;
  readonly clock: Clock;
  /**
   * Go on where an earlier attempt stopped; otherwise its units are forgotten and done anew.
   *
   * @default {false}
   */
  readonly resume?: boolean;
  /** Options that do not decide results, noted in the manifest only. */
  readonly execution?: Readonly<Record<string, Json>>;
  /** Checks payloads read back. @default taken as they are */
  readonly payload?: z.ZodType<P>;
  /** @default {256} */
  readonly checkpointEvery?: number;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
}

/** How a run ended, for its manifest. */
export interface RunEnd {
  readonly code: number;
  readonly reason: string;
  readonly state: "done" | "failed" | "interrupted";
  readonly counters: ManifestPhase["counters"];
  readonly outputs: ManifestPhase["outputs"];
}

/** A run of many independent units that survives `kill -9` at any moment. */
export interface Run<P> {
  readonly runId: string;
  /** Where it writes. */
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  /** Units finished by earlier attempts. */
  readonly resumed: number;
  /** Units finished so far. */
  readonly finished: number;
  /** Units written to the outputs: all below this index. */
  readonly emitted: number;
  /** Indices still to do when the run was opened, ascending. */
  remaining(): Generator<number, void, void>;
  /** Resolves once the unit is durable and every unit whose turn has come is written. */
  finish(unit: FinishedUnit<P>): Promise<void>;
  /** Every finished unit by ascending index, earlier attempts' included, one in memory at a time. */
  units(): AsyncGenerator<FinishedUnit<P>, void, void>;
  /** Makes the outputs durable and closes them; the manifest can still say how the run ended. */
  closeOutputs(): Promise<void>;
  /** Closes the outputs, writes the end into the manifest and unlocks the folder. */
  end(end: RunEnd): Promise<void>;
  /** Unlocks without a word in the manifest: what is left of a run whose `end` failed. Harmless after `end`. */
  abandon(): Promise<void>;
}

/** Name of the unit log in a run folder. */
export const UNIT_LOG_NAME = "units.jsonl";
/** Name of the note that says how far the outputs have come. */
export const EMITTED_NAME = "emitted.json";

/**
 * Opens a run folder, writes its manifest, and says what remains to be done.
 *
 * A unit counts as finished once its row is durable; outputs are made from those rows in order of index,
 * so they hold the same bytes for any number of workers and any number of interruptions.
 *
 * @throws {UserError} exit 2 for a folder that cannot be written, belongs to another run, is in use, or
 * holds units without the manifest that says whose they are, and for outputs that would overwrite an input
 * or each other; exit 1 when the disk is full.
 */
export async function openRun<P>(options: OpenRunOptions<P>): Promise<Run<P>> {
  const fs = options.fs ?? denoFileSystem;
  const folder = await openRunFolder(options.folder, options, { clock: options.clock, fs });
  let log: UnitLog<P> | undefined;
  try {
    const resume = options.resume ?? false;
    await checkOutputPlaces(placesOf(options, folder), fs);
    if (resume && folder.previous === undefined) await refuseOrphans(folder, fs);
    if (!resume) {
      // The note first: without it, outputs are written anew from whatever the log holds.
      await fs.remove(folder.file(EMITTED_NAME));
      await fs.remove(folder.file(UNIT_LOG_NAME));
    }
    const previous = resume ? folder.previous : undefined;
    const manifest = await beginManifest(options, folder, previous, fs);
    const { payload, checkpointEvery } = options;
    const path = folder.file(UNIT_LOG_NAME);
    log = await openUnitLog<P>(path, { fs, ...(payload ? { payload } : {}) });
    const plan = planResume(options, options.total, log, previous);
    const emitter = await openOrderedEmitter<P>({
      log,
      outputs: options.outputs,
      checkpoint: folder.file(EMITTED_NAME),
      emit: options.emit,
      fs,
      ...(checkpointEvery === undefined ? {} : { checkpointEvery }),
    });
    return opened(options, folder, manifest, log, emitter, plan);
  } catch (error) {
    await log?.close().catch(() => {});
    await folder.close();
    throw error;
  }
}

function placesOf<P>(options: OpenRunOptions<P>, folder: RunFolder) {
  const own = [MANIFEST_NAME, UNIT_LOG_NAME, EMITTED_NAME, LOCK_NAME];
  return {
    outputs: { ...options.outputs, ...options.besides },
    own: own.map((name) => folder.file(name)),
    inputs: options.inputs.map((input) => input.path),
  };
}

/** Units without a manifest may be another run's: they must not pass for this one's. */
async function refuseOrphans(folder: RunFolder, fs: FileSystem): Promise<void> {
  if (await fs.identity(folder.file(UNIT_LOG_NAME)) === undefined) return;
  const why = `holds finished units but no ${MANIFEST_NAME} to say which run they belong to`;
  throw new UserError(`${folder.path}: ${why}; choose another folder, or begin anew with --fresh`);
}

async function beginManifest<P>(
  options: OpenRunOptions<P>,
  folder: RunFolder,
  previous: Manifest | undefined,
  fs: FileSystem,
): Promise<ManifestWriter> {
  const { command, seeds, inputs, versions, execution, clock, phase } = options;
  const writer = await startManifest(folder.file(MANIFEST_NAME), {
    runId: folder.runId,
    attempt: (previous?.attempt ?? 0) + 1,
    command,
    options: { ...options.options } as Manifest["options"],
    seeds: { ...seeds },
    inputs: [...inputs],
    versions,
    phases: [phase],
    ...(execution === undefined ? {} : { execution: { ...execution } as Manifest["options"] }),
  }, { clock, fs, ...(previous ? { startedAt: previous.timing.startedAt } : {}) });
  await writer.phase(phase.name, {
    state: "running",
    inputs: inputs.map((input) => input.digest),
    counters: { in: options.total, ok: 0, failed: 0, quarantined: 0 },
  });
  return writer;
}

function opened<P>(
  options: OpenRunOptions<P>,
  folder: RunFolder,
  manifest: ManifestWriter,
  log: UnitLog<P>,
  emitter: OrderedEmitter<P>,
  plan: { readonly finished: number; remaining(): Generator<number, void, void> },
): Run<P> {
  let outputsClosed: Promise<void> | undefined;
  let left: Promise<void> | undefined;
  const closeOutputs = () => outputsClosed ??= emitter.close();
  const leave = () => left ??= log.close().finally(() => folder.close());
  return {
    runId: folder.runId,
    folder,
    get manifest() {
      return manifest.current;
    },
    resumed: plan.finished,
    get finished() {
      return log.count;
    },
    get emitted() {
      return emitter.emitted;
    },
    remaining: () => plan.remaining(),
    finish: (unit) => emitter.finish(unit),
    units: () => log.inOrder(),
    closeOutputs,
    end: async ({ code, reason, state, counters, outputs }) => {
      try {
        await closeOutputs();
        await manifest.phase(options.phase.name, { state, counters, outputs });
        await manifest.exit(code, reason);
      } finally {
        await leave();
      }
    },
    abandon: async () => {
      await closeOutputs().catch(() => {});
      await leave().catch(() => {});
    },
  };
}
