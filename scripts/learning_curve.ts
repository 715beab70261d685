import { z } from "zod";
import { curveRows } from "../lib/arc/training/curve_rows.ts";
import { learningCurve } from "../lib/arc/training/learning_curve.ts";
import { formatTable, intFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import type { ArmSummary } from "../lib/arc/training/curve_arm.ts";

const command = {
  name: "learning-curve",
  summary:
    "learns from traces of some tasks and shows what each learned module adds on other tasks.",
  flags: z.object({
    "out-dir": pathFlag({ doc: "tasks, traces, specs and figures", default: "out/curve" }),
    "batch-file": pathFlag({ doc: "tasks to split (default: generated tasks)" }),
    "train-tasks": intFlag({ doc: "tasks to learn from", min: 20, default: 260 }),
    "held-out-tasks": intFlag({ doc: "tasks held out", min: 1, default: 195 }),
    "node-budget": intFlag({ doc: "nodes per held-out task", min: 1, default: 3000 }),
    "explore-budget": intFlag({ doc: "nodes per task to learn from", min: 1, default: 60_000 }),
    seed: intFlag({ doc: "seed of tasks, search and learning", default: 1 }),
    workers: intFlag({ doc: "worker threads", min: 1, default: navigator.hardwareConcurrency }),
  }),
  examples: [
    "deno task learning-curve",
    "deno task learning-curve --batch-file arc1-training.jsonl --node-budget 20000",
  ],
};

await runMain(command, async ({ options, signal, terminal }) => {
  const batch = options["batch-file"];
  const arms: ArmSummary[] = [];
  const curve = learningCurve({
    folder: options["out-dir"],
    ...(batch === undefined ? {} : { batch }),
    train: options["train-tasks"],
    heldOut: options["held-out-tasks"],
    nodeBudget: options["node-budget"],
    exploreBudget: options["explore-budget"],
    seed: options.seed,
    workers: options.workers,
    signal,
  });
  for await (const event of curve) {
    if (event.kind === "phase") terminal.note(event.text);
    else {
      arms.push(event.summary);
      terminal.note(
        `${event.summary.arm}: ${event.summary.solved} of ${event.summary.tasks} solved`,
      );
    }
  }
  formatTable(curveRows(arms)).forEach(terminal.print);
  terminal.print(`${options["out-dir"]}/curve.jsonl`);
});
