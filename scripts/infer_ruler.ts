import { z } from "zod";
import { describe } from "../lib/arc/describer/describe.ts";
import { loadRulerPrior } from "../lib/arc/run/checkpoints.ts";
import { allFamilies } from "../lib/arc/ruler/families.ts";
import { factTokens } from "../lib/arc/ruler/prior/fact_tokens.ts";
import { readTasks } from "../lib/arc/task/read_tasks.ts";
import { inferRuler } from "../lib/arc/training/eval_ruler.ts";
import { formatTable, intFlag, pathFlag, runMain, textFlag } from "../lib/cli/mod.ts";

const command = {
  name: "infer-ruler",
  summary: "shows which families and primitives a learned ruler expects of each task.",
  flags: z.object({
    "ruler-checkpoint": textFlag({ doc: "module spec to ask", value: "spec", required: true }),
    "batch-file": pathFlag({ doc: "tasks as JSONL", required: true }),
    "max-tasks": intFlag({ doc: "only the first n tasks", min: 1, default: 10 }),
    top: intFlag({ doc: "families and primitives shown per task", min: 1, default: 5 }),
  }),
};

await runMain(command, async ({ options, signal, terminal }) => {
  const prior = await loadRulerPrior(options["ruler-checkpoint"]);
  const rows: string[][] = [];
  for await (const { task } of readTasks(options["batch-file"], { signal })) {
    const tokens = factTokens(describe(task), task.train.length);
    const { families, ops } = inferRuler(prior, tokens, allFamilies.map(({ name }) => name));
    const shown = <T extends { readonly chance: number }>(
      of: readonly T[],
      name: (one: T) => string,
    ) => of.slice(0, options.top).map((one) => `${name(one)} ${one.chance.toFixed(2)}`).join(", ");
    rows.push([task.taskId, shown(families, (one) => one.family), shown(ops, (one) => one.op)]);
    if (rows.length === options["max-tasks"]) break;
  }
  const headers = ["task", "families, chance of a full fit", "primitives, chance of use"];
  formatTable({ headers, rows }).forEach(terminal.print);
});
