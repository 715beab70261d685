import type { Terminal } from "../lib/cli/mod.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import type { Json } from "../lib/substrate/values/canonical_json.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { runVersions } from "../lib/substrate/runs/run_versions.ts";
import { openCorpus, type SourceName } from "../lib/taxonomy/run/open_corpus.ts";
import { loadPolicies } from "../lib/taxonomy/policies/load_policies.ts";
import type { Environment } from "../lib/taxonomy/policies/policy_layer.ts";
import { loadModelSpecs } from "../lib/taxonomy/run/model_specs.ts";
import type { TaxonomyRunOptions } from "../lib/taxonomy/run/run_options.ts";
import { findRun, type StoredRun } from "../lib/taxonomy/run/stored_run.ts";
import { TAXONOMY_PHASES } from "../lib/taxonomy/taxonomy_phases.ts";

/** What a run is made from, as its flags say and its manifest notes. */
export interface Setting {
  readonly runs: string;
  readonly environment: Environment;
  readonly policies?: string | undefined;
  readonly source: SourceName;
  /** Files and folders of the user's. */
  readonly from: readonly string[];
  readonly seed: number;
  readonly extractor: string;
  readonly verifier: string;
  readonly maxCostUsd?: number | undefined;
  readonly signal: AbortSignal;
}

/** Opens corpus, policies and models. @throws {UserError} for whatever of it is wrong. */
export async function runOptions(setting: Setting): Promise<TaxonomyRunOptions> {
  const { runs, environment, source, from, seed, extractor, verifier, maxCostUsd, signal } =
    setting;
  const models = await loadModelSpecs({
    specs: { extractor, verifier },
    readKey: (name) => Deno.env.get(name),
  });
  const execution: Record<string, Json> = {
    source,
    from,
    extractor,
    verifier,
    ...(setting.policies === undefined ? {} : { policies: setting.policies }),
  };
  return {
    runs,
    phases: TAXONOMY_PHASES,
    corpus: await openCorpus({ source, from }),
    policies: await loadPolicies(environment, setting.policies),
    models,
    seed,
    execution,
    versions: await runVersions(),
    clock: systemClock,
    signal,
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
  };
}

/** The run that a command looks at; runs of damaged manifest are told of and left out. */
export async function lookedAtRun(
  flags: { readonly runs: string; readonly run: string | undefined },
  terminal: Pick<Terminal, "note">,
): Promise<StoredRun> {
  return await findRun(flags.run, {
    runs: flags.runs,
    onDamaged: ({ message }) => terminal.note(`left out: ${message}`),
  });
}

/** The options that a stored run was made with; `policies` names another folder of policy files. */
export async function storedOptions(
  stored: StoredRun,
  flags: {
    readonly runs: string;
    readonly policies?: string | undefined;
    readonly "max-cost-usd"?: number | undefined;
  },
  signal: AbortSignal,
): Promise<TaxonomyRunOptions> {
  const { execution = {}, options: deciding, seeds } = stored.manifest;
  const text = (name: string): string | undefined => {
    const value = execution[name];
    return typeof value === "string" ? value : undefined;
  };
  const source = text("source");
  if (source === undefined) throw new UserError(`${stored.folder}: its manifest names no source`);
  return await runOptions({
    runs: flags.runs,
    environment: String(deciding.environment) as Environment,
    policies: flags.policies ?? text("policies"),
    source: source as SourceName,
    from: Array.isArray(execution.from) ? execution.from.map(String) : [],
    seed: Number(seeds.main ?? 0),
    extractor: text("extractor") ?? "builtin:symbolic",
    verifier: text("verifier") ?? "builtin:symbolic",
    maxCostUsd: flags["max-cost-usd"],
    signal,
  });
}
