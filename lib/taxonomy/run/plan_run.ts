import { denoFileSystem } from "../../substrate/records/file_system.ts";
import type { RunInput } from "../../substrate/runs/run_id.ts";
import { firstDifference, type RunIdentity, runIdOf } from "../../substrate/runs/run_id.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { PhaseManager } from "../phases/phase_order.ts";
import type { PolicySet } from "../policies/load_policies.ts";
import { changeText, policyChanges } from "../policies/policy_drift.ts";
import type { Policies } from "../policies/policy_schema.ts";
import { DEFAULT_RUNS, type TaxonomyRunOptions } from "./run_options.ts";
import { findRun, pinnedPolicies, runAt, type StoredRun } from "./stored_run.ts";

/** What a run will be, decided before anything is written. */
export interface RunPlan {
  readonly identity: RunIdentity;
  readonly runId: string;
  readonly folder: string;
  /** The policies it takes. */
  readonly policies: PolicySet;
  /** What changed in the files since the run, or its parent, began; one line each. */
  readonly drift: readonly string[];
  /** Whether it takes what changed. */
  readonly floats: boolean;
  readonly parentRunId?: string;
  /** Folder and id of the run whose finished steps it may take over. */
  readonly share?: StoredRun;
}

/**
 * Decides which run the options mean and under which policies it goes on.
 *
 * @throws {UserError} exit 2 for a run that is not there or was made from other inputs or models; exit 1
 * under `strict` when a policy changed.
 */
export async function planRun(
  options: TaxonomyRunOptions,
  phases: PhaseManager,
): Promise<RunPlan> {
  const { runs = DEFAULT_RUNS, policies: today, mode = "pin", fs = denoFileSystem } = options;
  const asked = await identityOf(options);
  const runId = options.run === undefined ? runIdOf(asked.identity) : asked.stored!.manifest.runId;
  const folder = `${runs}/${runId}`;
  const stored = asked.stored ?? await runAt(folder, fs);
  const base = options.base === undefined ? undefined : await findRun(options.base, { runs, fs });
  if (stored === undefined) {
    const { share } = options;
    const lineage = base === undefined
      ? (share === undefined ? {} : { share })
      : { share: base, parentRunId: base.manifest.runId };
    const fresh = { identity: asked.identity, runId, folder, policies: today, drift: [] };
    return { ...fresh, floats: false, ...lineage };
  }
  const pinned = pinnedPolicies(stored);
  const drift = driftLines(pinned.policies, today.policies, phases);
  const { parentRunId } = stored.manifest;
  const parent = base ??
    (parentRunId === undefined ? undefined : await runAt(`${runs}/${parentRunId}`, fs));
  const same = {
    identity: asked.identity,
    runId,
    folder,
    policies: pinned,
    drift,
    floats: false,
    ...(parentRunId === undefined ? {} : { parentRunId }),
    ...(parent === undefined ? {} : { share: parent }),
  };
  if (drift.length === 0 || mode === "pin") return same;
  if (mode === "strict") {
    throw new UserError(`${folder}: policies changed: ${drift.join("; ")}`, { exitCode: 1 });
  }
  return childPlan(stored, asked.identity, today, drift, runs);
}

function childPlan(
  parent: StoredRun,
  of: RunIdentity,
  today: PolicySet,
  drift: readonly string[],
  runs: string,
): RunPlan {
  const parentRunId = parent.manifest.runId;
  const identity = {
    ...of,
    options: { ...of.options, parent: parentRunId, policies: today.digest },
  };
  const runId = runIdOf(identity);
  const folder = `${runs}/${runId}`;
  return {
    identity,
    runId,
    folder,
    policies: today,
    drift,
    floats: true,
    parentRunId,
    share: parent,
  };
}

/** One line per policy value that changed: what, and whom it touches. */
export function driftLines(
  before: Policies,
  after: Policies,
  phases: PhaseManager,
): readonly string[] {
  return policyChanges(before, after)
    .map((change) => `${changeText(change)}: ${phases.blastRadius(change.path)}`);
}

async function identityOf(
  options: TaxonomyRunOptions,
): Promise<{ readonly identity: RunIdentity; readonly stored?: StoredRun }> {
  const { corpus, policies, models = {}, seed = 0, runs = DEFAULT_RUNS, fs } = options;
  const inputs: readonly RunInput[] = corpus.parts.map(({ name, digest, rows }) => {
    return { path: name, digest, rows };
  });
  const modelDigests: Json = Object.fromEntries(
    Object.entries(models).map(([module, { digest }]) => [module, digest]),
  );
  const now: RunIdentity = {
    command: "taxonomy",
    options: {
      source: corpus.source,
      environment: policies.environment,
      ...(Object.keys(models).length > 0 ? { models: modelDigests } : {}),
    },
    seeds: { main: seed },
    inputs,
  };
  if (options.run === undefined) return { identity: now };
  const stored = await findRun(options.run, { runs, ...(fs === undefined ? {} : { fs }) });
  const { command, seeds, options: was } = stored.manifest;
  const { parent, policies: floated, ...comparable } = was as Readonly<Record<string, Json>>;
  const before = { command, seeds, options: comparable, inputs: stored.manifest.inputs };
  const difference = inputDifference(before.inputs, inputs) ??
    firstDifference(before, { ...now, seeds });
  if (difference !== undefined) {
    const hint = `\`run --base ${stored.manifest.runId}\` makes a new one of what there is now`;
    throw new UserError(`${stored.folder}: cannot be resumed: ${difference}; ${hint}`);
  }
  const lineage = parent === undefined ? {} : { parent, policies: floated };
  const identity = {
    ...now,
    seeds,
    options: { ...now.options, ...lineage } as RunIdentity["options"],
  };
  return { identity, stored };
}

/** The first part of the corpus that came, went or changed, by name. */
function inputDifference(
  before: readonly RunInput[],
  now: readonly RunInput[],
): string | undefined {
  const stored = new Map(before.map((input) => [input.path, input]));
  for (const { path, digest, rows } of now) {
    const was = stored.get(path);
    if (was === undefined) return `input ${path} is new`;
    if (was.digest !== digest) {
      const count = was.rows === rows ? "" : ` (${was.rows} rows, now ${rows})`;
      return `input ${path} has other content${count}`;
    }
    stored.delete(path);
  }
  const [gone] = stored.keys();
  return gone === undefined ? undefined : `input ${gone} is gone`;
}
