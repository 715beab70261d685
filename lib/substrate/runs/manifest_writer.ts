import { type AtomicFileOptions, writeAtomicFile } from "../records/atomic_file.ts";
import type { Clock } from "../values/clock.ts";
import { type Manifest, manifestDigestOf, type ManifestPhase, manifestRecord } from "./manifest.ts";

/** What a manifest says before the first unit of work. */
export type ManifestStart = Omit<Manifest, "exit" | "timing" | "manifestDigest" | "phases"> & {
  /** In order; what is not said of a phase is that of one that has not started. */
  readonly phases: readonly PhaseStart[];
};

/** A phase before the first unit of work; an earlier attempt may have finished it. */
export type PhaseStart =
  & Pick<ManifestPhase, "name" | "codeHash">
  & Partial<ManifestPhase>;

/** Keeps `manifest.json` true: every change is on the disk, by atomic rename, before it resolves. */
export interface ManifestWriter {
  readonly current: Manifest;
  /**
   * Changes one phase.
   *
   * @param durationSec how long it took, once it is known
   * @throws {RangeError} for a phase that the manifest does not name.
   */
  phase(
    name: string,
    change: Partial<Omit<ManifestPhase, "name">>,
    durationSec?: number,
  ): Promise<void>;
  /** Records how the run ended. */
  exit(code: number, reason: string): Promise<void>;
}

/** Options of {@linkcode startManifest}. */
export interface ManifestWriterOptions extends AtomicFileOptions {
  readonly clock: Clock;
  /** When an earlier attempt began; a resumed run keeps its first start. */
  readonly startedAt?: string;
  /** Durations of phases that earlier attempts finished. @default {{}} */
  readonly durations?: Manifest["timing"]["phases"];
}

/**
 * Writes the manifest of a run that is about to begin, and hands out its one writer.
 *
 * @throws {UserError} when the file cannot be written.
 */
export async function startManifest(
  path: string,
  start: ManifestStart,
  options: ManifestWriterOptions,
): Promise<ManifestWriter> {
  const { clock } = options;
  const begun = clock.monotonic();
  const startedAt = options.startedAt ?? clock.now().toISOString();
  let durations = options.durations;
  let current = stamped({ ...start, phases: start.phases.map(pending), exit: null });
  let writing: Promise<void> = Promise.resolve();
  await save();
  return {
    get current() {
      return current;
    },
    phase: (name, change, durationSec) => {
      if (!current.phases.some((phase) => phase.name === name)) {
        throw new RangeError(`Expected a phase of this run but found ${JSON.stringify(name)}`);
      }
      const phases = current.phases.map((at) => at.name === name ? { ...at, ...change } : at);
      if (durationSec !== undefined) durations = { ...durations, [name]: { durationSec } };
      return saveWith({ phases });
    },
    exit: (code, reason) => saveWith({ exit: { code, reason } }),
  };

  function saveWith(change: Partial<Manifest>): Promise<void> {
    current = stamped({ ...current, ...change });
    return save();
  }

  function stamped(rest: Omit<Manifest, "timing" | "manifestDigest">): Manifest {
    const timing = {
      startedAt,
      updatedAt: clock.now().toISOString(),
      seconds: Math.max(0, clock.monotonic() - begun) / 1000,
      ...(durations === undefined ? {} : { phases: durations }),
    };
    return { ...rest, timing, manifestDigest: manifestDigestOf({ ...rest, timing }) };
  }

  /** One write at a time, each of the state when it starts, so that an old state never comes last. */
  function save(): Promise<void> {
    const next = writing.then(() =>
      writeAtomicFile(path, pretty(manifestRecord.write(current)), options)
    );
    writing = next.catch(() => {});
    return next;
  }
}

function pending(phase: PhaseStart): ManifestPhase {
  const counters = { in: 0, ok: 0, failed: 0, quarantined: 0 };
  return { state: "pending", inputs: [], outputs: [], counters, ...phase };
}

function pretty(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2) + "\n";
}
