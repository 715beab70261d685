import { runMain } from "../lib/cli/mod.ts";
import { batchFlags } from "./_batch_flags.ts";
import { batchMain } from "./_batch_main.ts";

const command = {
  name: "batch-traces",
  summary: "solves the embedded curriculum and leaves a trace of every task; needs no argument.",
  flags: batchFlags({
    batchFile: "datasets/curriculum",
    outDir: "out/batch",
    loopIters: 3,
    candidateK: 4,
    editK: 4,
    editTopM: 2,
    traceFiles: true,
    nodeBudget: 60_000,
    workers: navigator.hardwareConcurrency,
    resume: true,
  }),
  examples: ["deno task batch-traces", "deno task batch-traces --out-dir out/other --seed 7"],
};

await runMain(command, batchMain);
