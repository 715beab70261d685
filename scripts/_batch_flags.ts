import { z } from "zod";
import { floatFlag, intFlag, logFlags, pathFlag, switchFlag, textFlag } from "../lib/cli/mod.ts";
import { batchDatasetFlags } from "./_batch_datasets.ts";
import { memoryFlags } from "./_memory_flags.ts";
import { modelFlags } from "./_model_flags.ts";

/** What differs between `run-orchestrator` and `batch-traces`. */
export interface BatchDefaults {
  readonly batchFile?: string;
  readonly outDir?: string;
  readonly loopIters: number;
  readonly candidateK: number;
  readonly editK: number;
  readonly editTopM: number;
  readonly traceFiles: boolean;
  readonly nodeBudget: number;
  readonly workers: number;
  readonly resume: boolean;
}

const BUILTIN = "builtin:symbolic";

/** The flags of the usage guide, to the letter, with the defaults of one command. */
// deno-lint-ignore explicit-function-return-type -- the shape of the table is its type
export function batchFlags(defaults: BatchDefaults) {
  const files = "Input and output", modules = "Modules", loop = "Loop", run = "Run";
  return z.object({
    "batch-file": pathFlag({
      doc: "tasks as JSONL, or a folder of such files",
      group: files,
      ...optional(defaults.batchFile),
    }),
    "out-jsonl": pathFlag({
      doc: "one result per task (default: results.jsonl in --out-dir)",
      group: files,
    }),
    "out-dir": pathFlag({
      doc: "folder of the run: manifest, unit log, index, traces",
      group: files,
      ...optional(defaults.outDir),
    }),
    "metrics-json": pathFlag({
      doc: "totals of the run (default: metrics.json in --out-dir)",
      group: files,
    }),
    "trace-jsonl": pathFlag({ doc: "the whole trace of each task on a line", group: files }),
    "critic-buffer-jsonl": pathFlag({
      doc: "what a critic trains on, per candidate",
      group: files,
    }),
    "ruler-student-buffer-jsonl": pathFlag({
      doc: "what a student trains on, per transition from seed to edit",
      group: files,
    }),
    "critic-batch-run": switchFlag({
      doc: "write traces/task_<id>.json and index.jsonl into --out-dir",
      group: files,
      default: defaults.traceFiles,
    }),
    ...batchDatasetFlags,
    "describer-checkpoint": textFlag({
      doc: "module spec (JSONC) of the describer",
      group: modules,
      value: "spec",
      default: BUILTIN,
    }),
    "ruler-checkpoint": textFlag({
      doc: "module spec of the teacher",
      group: modules,
      value: "spec",
      default: BUILTIN,
    }),
    "enhanced-ruler-checkpoint": textFlag({
      doc: "module spec of a student that takes part beside the teacher",
      group: modules,
      value: "spec",
    }),
    "critic-checkpoint": textFlag({
      doc: "module spec of the critic",
      group: modules,
      value: "spec",
      default: BUILTIN,
    }),
    ...modelFlags,
    "loop-iters": intFlag({
      doc: "turns at most; later turns run only while a task is unsolved",
      group: loop,
      min: 1,
      default: defaults.loopIters,
      aliases: ["iters"],
    }),
    "candidate-k": intFlag({
      doc: "drafts recorded per turn",
      group: loop,
      min: 1,
      default: defaults.candidateK,
      aliases: ["K-drafts"],
    }),
    "edit-k": intFlag({
      doc: "edits made of each seed",
      group: loop,
      min: 0,
      default: defaults.editK,
    }),
    "edit-top-m": intFlag({
      doc: "candidates edited per turn",
      group: loop,
      min: 1,
      default: defaults.editTopM,
    }),
    "node-budget": intFlag({
      doc: "search nodes per task; decides results, alike on every machine",
      group: loop,
      min: 1,
      default: defaults.nodeBudget,
    }),
    "task-seconds": floatFlag({
      doc: "wall clock per task, a last resort whose cuts are recorded",
      group: loop,
      min: 0.001,
      default: 30,
      value: "seconds",
    }),
    ...memoryFlags,
    "seed": intFlag({ doc: "seed of everything random", group: loop, default: 0 }),
    "max-tasks": intFlag({ doc: "only the first n tasks", group: run, min: 1 }),
    "workers": intFlag({
      doc: "worker threads; results do not depend on it",
      group: run,
      min: 1,
      max: 256,
      default: defaults.workers,
    }),
    "fail-fast": switchFlag({ doc: "end at the first task that fails by a defect", group: run }),
    "resume": switchFlag({
      doc: "go on with an unfinished run of the same work in the out-dir",
      group: run,
      default: defaults.resume,
    }),
    "fresh": switchFlag({ doc: "forget an earlier run of the same work, do it anew", group: run }),
    ...logFlags,
  });
}

function optional(value: string | undefined): { readonly default?: string } {
  return value === undefined ? {} : { default: value };
}
