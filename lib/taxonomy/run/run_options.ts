import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { RunVersions } from "../../substrate/runs/manifest.ts";
import type { OpenAiSettings } from "../../substrate/models/openai_settings.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { Corpus } from "../phases/corpus.ts";
import type { PhaseDefinition, TaxonomyModule } from "../phases/phase.ts";
import type { PhaseName } from "../phases/phase_name.ts";
import type { StoredRun } from "./stored_run.ts";
import type { PolicySet } from "../policies/load_policies.ts";

/** What a resumed run does about policies that changed since it began. */
export type PolicyMode = "pin" | "float" | "strict";

/** A model that stands in for a module. */
export interface ModelSpec {
  readonly settings: OpenAiSettings;
  /** Digest of the spec: part of what a run is. */
  readonly digest: string;
  readonly apiKey?: string;
}

/** Options of {@linkcode TaxonomyOrchestrator.run}. */
export interface TaxonomyRunOptions {
  /** The folder of all runs; each has a folder of its own, named by its id. @default {"output/runs"} */
  readonly runs?: string;
  readonly phases: readonly PhaseDefinition[];
  readonly corpus: Corpus;
  /** As they are on the disk now. */
  readonly policies: PolicySet;
  /** @default {"pin"} */
  readonly mode?: PolicyMode;
  /** Resume this run; it must have been made from this corpus. @default the run that these inputs make */
  readonly run?: string;
  /** Execute this phase and all after it, whatever is done already; the ones before must be done. */
  readonly resumePhase?: PhaseName;
  /** Stop after this phase. @default the last */
  readonly lastPhase?: PhaseName;
  /** Do everything anew. @default {false} */
  readonly force?: boolean;
  /** Id of the run to take finished steps over from, where nothing that they depend on changed. */
  readonly base?: string;
  /** As {@linkcode base}, for a run that lies elsewhere; makes no lineage. */
  readonly share?: StoredRun;
  /** @default {{}} */
  readonly models?: Readonly<Partial<Record<TaxonomyModule, ModelSpec>>>;
  /** US dollars that the calls of models may cost together. */
  readonly maxCostUsd?: number;
  /** @default {0} */
  readonly seed?: number;
  /** Noted in the manifest, such as where the corpus lies; decides nothing. */
  readonly execution?: Readonly<Record<string, Json>>;
  readonly versions: RunVersions;
  readonly clock: Clock;
  /** @default the machine's disk */
  readonly fs?: FileSystem;
  readonly signal?: AbortSignal;
}

/** Where runs lie unless told otherwise. */
export const DEFAULT_RUNS = "output/runs";
