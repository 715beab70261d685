import type { ManifestPhase } from "../../substrate/runs/manifest.ts";
import { type ManifestWriter, startManifest } from "../../substrate/runs/manifest_writer.ts";
import { MANIFEST_NAME, type RunFolder } from "../../substrate/runs/run_folder.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import type { Checkpoint } from "../phases/checkpoint.ts";
import type { PhaseDefinition } from "../phases/phase.ts";
import type { PhaseName } from "../phases/phase_name.ts";
import type { RunPlan } from "./plan_run.ts";
import type { TaxonomyRunOptions } from "./run_options.ts";
import type { RunManifest } from "./stored_run.ts";

/** What {@linkcode startAttempt} is told. */
export interface AttemptStart {
  readonly options: TaxonomyRunOptions;
  readonly plan: RunPlan;
  readonly folder: RunFolder;
  /** All phases of a run, in order. */
  readonly definitions: readonly PhaseDefinition[];
  /** Those that earlier attempts finished. */
  readonly done: ReadonlyMap<PhaseName, Checkpoint>;
  readonly hashes: ReadonlyMap<PhaseName, string>;
}

/** Writes the manifest of an attempt that is about to begin: what is done already stays told. */
export function startAttempt(start: AttemptStart): Promise<ManifestWriter> {
  const { options, plan, folder, definitions, done, hashes } = start;
  const { policies: { version, environment, policies }, identity } = plan;
  const { previous } = folder;
  const phases = definitions.map(({ name }) => {
    const checkpoint = done.get(name);
    const blank = { name, codeHash: hashes.get(name)! };
    if (checkpoint === undefined) return blank;
    const usage = previous?.phases.find((phase) => phase.name === name)?.usage;
    return { ...blank, ...finishedPhase(checkpoint), ...(usage === undefined ? {} : { usage }) };
  });
  type Options = RunManifest["options"];
  return startManifest(folder.file(MANIFEST_NAME), {
    runId: folder.runId,
    ...(plan.parentRunId === undefined ? {} : { parentRunId: plan.parentRunId }),
    attempt: (previous?.attempt ?? 0) + 1,
    command: identity.command,
    options: { ...identity.options } as Options,
    seeds: { ...identity.seeds },
    inputs: [...identity.inputs],
    versions: options.versions,
    phases,
    policies: {
      pinned: { version, environment, policies } as unknown as Options[string],
      mode: options.mode ?? "pin",
      drift: [...plan.drift],
    },
    ...(options.execution === undefined ? {} : { execution: { ...options.execution } as Options }),
  }, {
    clock: options.clock,
    ...(options.fs === undefined ? {} : { fs: options.fs }),
    ...(previous === undefined ? {} : { startedAt: previous.timing.startedAt }),
    ...(previous?.timing.phases === undefined ? {} : { durations: previous.timing.phases }),
  });
}

/** What the manifest says of a phase that has its checkpoint. */
export function finishedPhase(
  { parts, outputs, counters }: Checkpoint,
): Omit<ManifestPhase, "name" | "codeHash" | "usage" | "reason"> {
  return {
    state: "done",
    policySliceHash: digestOf(parts.slice),
    inputs: parts.inputs.map((input) => input.digest),
    outputs: outputs.map(({ path, digest, bytes }) => ({ path, digest, bytes })),
    counters,
  };
}
