import type { z } from "zod";
import { loadCheckpoints } from "../lib/arc/run/checkpoints.ts";
import type { BatchOptions, BatchOutputs } from "../lib/arc/run/batch_options.ts";
import { modelTables, reportSummary, reportTables } from "../lib/arc/run/report.ts";
import { EXIT_CODES, runBatch } from "../lib/arc/run/run_batch.ts";
import type { RunReport } from "../lib/arc/run/run_event.ts";
import {
  formatDuration,
  formatTable,
  type MainContext,
  openLogger,
  type Progress,
  startProgress,
  type Terminal,
} from "../lib/cli/mod.ts";
import { systemClock } from "../lib/substrate/values/clock.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";
import { buildAfterBatch, buildsDatasets, checkDatasetFlags } from "./_batch_datasets.ts";
import type { batchFlags } from "./_batch_flags.ts";
import { memoryOptions } from "./_memory_flags.ts";
import { modelOptions } from "./_model_flags.ts";

/** What the flags of a batch command say. */
export type BatchFlagValues = z.output<ReturnType<typeof batchFlags>>;

/** Runs a batch command: options in, events to the screen and the log, report out; returns the exit code. */
export async function batchMain(
  { options: flags, signal, terminal }: MainContext<ReturnType<typeof batchFlags>["shape"]>,
): Promise<number> {
  const options = await batchOptions(flags, signal);
  using log = openLogger({
    level: flags["log-level"],
    clock: systemClock,
    file: flags["log-file"],
    note: (line) => progress === undefined ? terminal.note(line) : progress.note(line),
  });
  let progress: Progress | undefined;
  for await (const event of runBatch(options)) {
    switch (event.kind) {
      case "already_finished":
        log.info("this very run was finished before; its report again (--fresh does it anew)", {
          run: event.runId,
        });
        break;
      case "started": {
        const { runId: run, tasks, resumed, workers } = event;
        log.info(resumed > 0 ? "resumed" : "started", { run, tasks, finished: resumed, workers });
        progress = startProgress({
          clock: systemClock,
          terminal,
          total: tasks,
          before: resumed,
        });
        break;
      }
      case "task_finished":
        if (event.error !== undefined) log.error(event.error, { task: event.taskId });
        else if (event.cut === "seconds") {
          log.warn("cut by --task-seconds", { task: event.taskId });
        } else log.debug("finished", { task: event.taskId, solved: event.solved });
        progress?.update(event.done, event.solvedSoFar);
        break;
      case "finished":
        progress?.finish();
        printReport(event.report, options.outputs, terminal);
        if (event.report.state === "done") await buildAfterBatch(flags, { signal, terminal });
        return EXIT_CODES[event.report.state];
    }
  }
  return 1;
}

async function batchOptions(flags: BatchFlagValues, signal: AbortSignal): Promise<BatchOptions> {
  const batch = flags["batch-file"];
  if (batch === undefined) throw new UserError("--batch-file is required, see --help");
  const student = flags["enhanced-ruler-checkpoint"];
  const maxTasks = flags["max-tasks"];
  const modules = await loadCheckpoints({
    describer: flags["describer-checkpoint"],
    ruler: flags["ruler-checkpoint"],
    critic: flags["critic-checkpoint"],
    ...(student === undefined ? {} : { student }),
  });
  return {
    batch: [batch],
    outputs: batchOutputs(flags),
    modules,
    ...modelOptions(flags, modules),
    iterations: flags["loop-iters"],
    keptDrafts: flags["candidate-k"],
    seedsPerTurn: flags["edit-top-m"],
    editsPerSeed: flags["edit-k"],
    nodeBudget: flags["node-budget"],
    taskSeconds: flags["task-seconds"],
    seed: flags["seed"],
    ...memoryOptions(flags, (name) => Deno.env.get(name)),
    ...(maxTasks === undefined ? {} : { maxTasks }),
    failFast: flags["fail-fast"],
    workers: flags["workers"],
    resume: flags["resume"],
    fresh: flags["fresh"],
    signal,
  };
}

function batchOutputs(flags: BatchFlagValues): BatchOutputs {
  const outDir = flags["out-dir"]?.replace(/(?<=.)\/+$/, "");
  const results = flags["out-jsonl"] ?? (outDir && `${outDir}/results.jsonl`);
  if (results === undefined) {
    throw new UserError("--out-jsonl is required (or --out-dir, which then holds results.jsonl)");
  }
  checkDatasetFlags(flags);
  const traceFiles = flags["critic-batch-run"] || buildsDatasets(flags);
  if (traceFiles && outDir === undefined) {
    throw new UserError("--critic-batch-run writes into --out-dir, which is missing");
  }
  const named = {
    outDir,
    metrics: flags["metrics-json"] ?? (outDir && `${outDir}/metrics.json`),
    traces: flags["trace-jsonl"],
    criticBuffer: flags["critic-buffer-jsonl"],
    studentBuffer: flags["ruler-student-buffer-jsonl"],
  };
  const given = Object.entries(named).filter(([, path]) => path !== undefined);
  return { results, traceFiles, ...Object.fromEntries(given) };
}

function printReport(report: RunReport, outputs: BatchOutputs, terminal: Terminal): void {
  const { print } = terminal;
  for (
    const { title, ...table } of [...reportTables(report.totals), ...modelTables(report.usage)]
  ) {
    print(title);
    formatTable(table).forEach(print);
    print("");
  }
  reportSummary(report.totals).forEach(print);
  print("");
  formatTable({
    headers: ["file", "path"],
    rows: report.files.map(({ name, path }) => [name, path]),
  }).forEach(print);
  print("");
  const { tasks } = report.totals;
  const took = formatDuration(1000 * report.seconds);
  print(`${tasks} of ${report.tasks} tasks in ${took}, run ${report.runId}, ${report.state}`);
  if (report.stop !== undefined) terminal.note(`error: ${report.stop}`);
  else if (report.state !== "done") {
    terminal.note(`${outputs.outDir ?? outputs.results}: the same command with --resume goes on`);
  }
}
