import { z } from "zod";
import { readExamples } from "../lib/arc/training/read_examples.ts";
import { rulerExample } from "../lib/arc/training/ruler_example.ts";
import { rulerSpec, trainRuler } from "../lib/arc/training/train_ruler.ts";
import { writeSpec } from "../lib/arc/training/write_spec.ts";
import { runMain } from "../lib/cli/mod.ts";
import { epochLine, figuresTable, trainFlags } from "./_train.ts";

const command = {
  name: "train-ruler",
  summary: "learns from traces which families and primitives to try first, given a task's facts.",
  flags: z.object(trainFlags("out/models/ruler.jsonc")),
  positional: { name: "traces", doc: "out-dirs of runs, or files of traces", min: 1 },
  examples: [
    "deno task run-orchestrator --batch-file tasks --ruler-checkpoint builtin:exploring --critic-batch-run --out-dir out/explore",
    "deno task train-ruler out/explore",
  ],
};

await runMain(command, async ({ options: { out, seed }, positional, signal, terminal }) => {
  const examples = await readExamples(positional, rulerExample, { signal });
  terminal.note(`${examples.length} traces`);
  const learned = await trainRuler(examples, {
    seed,
    signal,
    onEpoch: (part, report) => terminal.note(`${part}: ${epochLine(report)}`),
  });
  await writeSpec(out, rulerSpec(learned));
  figuresTable(learned.trained).forEach(terminal.print);
  terminal.print(out);
});
