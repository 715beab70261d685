import { DEFAULT_NODE_BUDGET } from "../lib/arc/run/deciding_options.ts";
import { runMain } from "../lib/cli/mod.ts";
import { batchFlags } from "./_batch_flags.ts";
import { batchMain } from "./_batch_main.ts";

const command = {
  name: "run-orchestrator",
  summary: "solves a batch of ARC tasks and writes results, traces and totals.",
  flags: batchFlags({
    loopIters: 1,
    candidateK: 1,
    editK: 0,
    editTopM: 1,
    traceFiles: false,
    nodeBudget: DEFAULT_NODE_BUDGET,
    workers: navigator.hardwareConcurrency,
    resume: false,
  }),
  examples: [
    "deno task run-orchestrator --batch-file tasks.jsonl --out-jsonl out/results.jsonl",
    "deno task run-orchestrator --batch-file tasks.jsonl --out-dir out/a --critic-batch-run " +
    "--loop-iters 3 --candidate-k 4 --edit-k 4 --edit-top-m 2",
  ],
};

await runMain(command, batchMain);
