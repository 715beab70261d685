import { z } from "zod";
import { editExamples } from "../lib/arc/training/edit_examples.ts";
import { readExamples } from "../lib/arc/training/read_examples.ts";
import { studentSpec, trainStudent } from "../lib/arc/training/train_student.ts";
import { writeSpec } from "../lib/arc/training/write_spec.ts";
import { runMain } from "../lib/cli/mod.ts";
import { epochLine, figuresTable, trainFlags } from "./_train.ts";

const command = {
  name: "train-student",
  summary: "learns from transitions which of the critic's directives to follow first.",
  flags: z.object(trainFlags("out/models/student.jsonc")),
  positional: { name: "traces", doc: "out-dirs of runs, or files of traces", min: 1 },
  examples: ["deno task train-student out/batch"],
};

await runMain(command, async ({ options: { out, seed }, positional, signal, terminal }) => {
  const examples = (await readExamples(positional, editExamples, { signal })).flat();
  terminal.note(`${examples.length} seeds that an edit bettered`);
  const onEpoch = (report: Parameters<typeof epochLine>[0]) => terminal.note(epochLine(report));
  const learned = await trainStudent(examples, { seed, signal, onEpoch });
  await writeSpec(out, studentSpec(learned));
  figuresTable(learned.trained).forEach(terminal.print);
  terminal.print(out);
});
