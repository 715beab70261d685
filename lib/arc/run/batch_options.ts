import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { ModelDesk } from "../../substrate/models/model_desk.ts";
import type { RunModelsOptions } from "./run_models.ts";
import type { SolverJob } from "./solver_job.ts";
import type { SolverPool } from "./solver_pool.ts";
import type { ModuleSettings } from "../loop/symbolic_modules.ts";
import type { MemoryLimits } from "../memory/bundle.ts";

/** Where a run writes; what is absent is not written. */
export interface BatchOutputs {
  /** One result per task; `--out-jsonl`. */
  readonly results: string;
  /** Manifest, unit log and timing live here; `--out-dir`. @default {`<results>.run`} */
  readonly outDir?: string;
  /** The run's totals; `--metrics-json`. */
  readonly metrics?: string;
  /** Whole traces, one per line; `--trace-jsonl`. */
  readonly traces?: string;
  /** `--critic-buffer-jsonl` */
  readonly criticBuffer?: string;
  /** `--ruler-student-buffer-jsonl` */
  readonly studentBuffer?: string;
  /** `traces/task_<id>.json` and `index.jsonl` in the out-dir; `--critic-batch-run`. @default {false} */
  readonly traceFiles?: boolean;
}

/** A memory that a run reads and adds to. */
export interface MemoryUse {
  /** Where `memory.db` and its blobs are, or will be. */
  readonly folder: string;
  /** How much is retrieved for a task. @default {DEFAULT_MEMORY_LIMITS} */
  readonly limits?: Partial<MemoryLimits>;
}

/** What `runBatch` is told. */
export interface BatchOptions {
  /** Batch JSONL files, or folders of them, read in order. */
  readonly batch: readonly string[];
  readonly outputs: BatchOutputs;
  /** Settings of describer, rulers and critic. @default {builtinSettings} */
  readonly modules?: ModuleSettings;
  /** Turns at most. @default {1} */
  readonly iterations?: number;
  /** Drafts recorded per turn. @default {1} */
  readonly keptDrafts?: number;
  /** Candidates edited per turn. @default {1} */
  readonly seedsPerTurn?: number;
  /** Edits made of each seed. @default {0} */
  readonly editsPerSeed?: number;
  /** Search nodes per task; what decides results. @default {DEFAULT_NODE_BUDGET} */
  readonly nodeBudget?: number;
  /** Wall-clock seconds per task, a last resort whose cuts are recorded. @default {30} */
  readonly taskSeconds?: number;
  /** @default {0} */
  readonly seed?: number;
  /** Isolates what is learned from the run. @default {"default"} */
  readonly namespace?: string;
  /** Needs the permission `--allow-ffi`. @default {undefined} nothing is remembered */
  readonly memory?: MemoryUse;
  /** Keys and limits of the modules that ask a model. @default {undefined} no key, no limit */
  readonly models?: RunModelsOptions;
  /** Only the first so many tasks of the batch. @default {Infinity} */
  readonly maxTasks?: number;
  /** End the run at the first task that fails by a defect. @default {false} */
  readonly failFast?: boolean;
  /** Worker threads. @default {1} */
  readonly workers?: number;
  /**
   * Go on with an unfinished run of the same work in the out-dir, which is refused otherwise. A finished
   * one is reported again, without solving anything, either way.
   * @default {false}
   */
  readonly resume?: boolean;
  /** Forget an earlier run of the same work and do it anew. @default {false} */
  readonly fresh?: boolean;
  /** Starts what solves rows; tests bring their own. @default {openSolverPool} */
  readonly openPool?: (workers: number, job: SolverJob, desk?: ModelDesk) => SolverPool;
  /** Ends the run after the tasks in flight; it can be resumed. */
  readonly signal?: AbortSignal;
  /** @default {systemClock} */
  readonly clock?: Clock;
  /** @default {denoFileSystem} */
  readonly fs?: FileSystem;
}
