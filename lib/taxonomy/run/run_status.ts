import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import { type Checkpoint, digestOfOutputs } from "../phases/checkpoint.ts";
import { CheckpointManager } from "../phases/checkpoints.ts";
import { PHASE_NAMES, type PhaseName } from "../phases/phase_name.ts";
import type { RunManifest, StoredRun } from "./stored_run.ts";

/** How a phase of a stored run stands. */
export interface PhaseStatus {
  readonly name: string;
  /** As the manifest says. */
  readonly state: RunManifest["phases"][number]["state"];
  readonly counters: RunManifest["phases"][number]["counters"];
  /** Seconds, of the attempt that finished it. */
  readonly durationSec?: number;
  readonly usage?: RunManifest["phases"][number]["usage"];
  /** What the files say where they do not bear the manifest out, or why it failed or was skipped. */
  readonly note?: string;
}

/**
 * How the phases of a run stand, with their outputs checked against their digests.
 *
 * Reads only; policies, code and sources of today do not come into it.
 */
export async function runStatus(
  { folder, manifest }: StoredRun,
  fs: FileSystem = denoFileSystem,
): Promise<readonly PhaseStatus[]> {
  const checkpoints = new CheckpointManager(folder, manifest.runId, fs);
  const done = new Map<PhaseName, Checkpoint>();
  const statuses: PhaseStatus[] = [];
  for (const { name, state, counters, reason, usage } of manifest.phases) {
    const phase = PHASE_NAMES.find((known) => known === name);
    const found = phase === undefined ? undefined : await checkpoints.checkpoint(phase);
    const wrong = phase === undefined || state !== "done"
      ? undefined
      : await problemOf(checkpoints, found, done, manifest.runId);
    if (found !== undefined && phase !== undefined) done.set(phase, found);
    const durationSec = manifest.timing.phases?.[name]?.durationSec;
    const note = wrong ?? reason;
    statuses.push({
      name,
      state,
      counters,
      ...(durationSec === undefined ? {} : { durationSec }),
      ...(usage === undefined ? {} : { usage }),
      ...(note === undefined ? {} : { note }),
    });
  }
  return statuses;
}

/** Also names a phase whose inputs were made anew, under other policies, since: a mixed run. */
async function problemOf(
  checkpoints: CheckpointManager,
  found: Checkpoint | undefined,
  done: ReadonlyMap<PhaseName, Checkpoint>,
  runId: string,
): Promise<string | undefined> {
  if (found === undefined) return "has no checkpoint, or a damaged one";
  if (found.runId !== runId) return `has the checkpoint of another run (${found.runId})`;
  for (const { name, digest } of found.parts.inputs) {
    const read = done.get(name as PhaseName);
    if (read !== undefined && digestOfOutputs(read.outputs) !== digest) {
      return `was made from other outputs of ${name}`;
    }
  }
  return await checkpoints.damage(found.outputs);
}
