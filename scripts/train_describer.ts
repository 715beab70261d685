import { z } from "zod";
import { describedTask } from "../lib/arc/training/describer_examples.ts";
import { readExamples } from "../lib/arc/training/read_examples.ts";
import { describerSpec, trainDescriber } from "../lib/arc/training/train_describer.ts";
import { writeSpec } from "../lib/arc/training/write_spec.ts";
import { runMain } from "../lib/cli/mod.ts";
import { epochLine, figuresTable, trainFlags } from "./_train.ts";

const command = {
  name: "train-describer",
  summary: "learns from traces which facts tell which families fit, and states only those.",
  flags: z.object(trainFlags("out/models/describer.jsonc")),
  positional: { name: "traces", doc: "out-dirs of runs, or files of traces", min: 1 },
  examples: ["deno task train-describer traces.jsonl"],
};

await runMain(command, async ({ options: { out, seed }, positional, signal, terminal }) => {
  const tasks = await readExamples(positional, describedTask, { signal });
  terminal.note(`${tasks.length} traces`);
  const onEpoch = (report: Parameters<typeof epochLine>[0]) => terminal.note(epochLine(report));
  const learned = await trainDescriber(tasks, { seed, signal, onEpoch });
  await writeSpec(out, describerSpec(learned));
  figuresTable(learned.trained).forEach(terminal.print);
  terminal.print(out);
});
