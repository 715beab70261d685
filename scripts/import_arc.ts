import { z } from "zod";
import { importArc, writeTasks } from "../lib/arc/task/mod.ts";
import { pathFlag, runMain, textFlag } from "../lib/cli/mod.ts";

const command = {
  name: "import-arc",
  summary: "turns public ARC layouts into one batch file, verifying every task.",
  flags: z.object({
    from: textFlag({
      doc: "folder, zip, JSON file, or URL of one",
      required: true,
      value: "source",
    }),
    out: pathFlag({ doc: "JSONL file that is written", required: true }),
    only: textFlag({ doc: "only files whose path contains this text", defaultText: "all" }),
  }),
  examples: [
    "deno task import-arc --from https://github.com/fchollet/ARC-AGI --only data/training/ --out out/arc.jsonl",
  ],
};

await runMain(command, async ({ options, signal, terminal }) => {
  const only = options.only === undefined ? {} : { only: options.only };
  const { tasks, files, skipped } = await importArc(options.from, { ...only, signal });
  const { digest } = await writeTasks(options.out, tasks, { signal });
  const trainPairs = tasks.reduce((sum, { task }) => sum + task.train.length, 0);
  const outputs = tasks.flatMap(({ answers }) => answers.testOutputs);
  const known = outputs.filter((output) => output !== null).length;
  terminal.print(`${tasks.length} tasks from ${files} files in ${options.out}, sha-256 ${digest}`);
  terminal.print(`${trainPairs} train pairs, ${outputs.length} test inputs, ${known} with output`);
  if (skipped.length > 0) {
    terminal.print(`${skipped.length} files hold no task: ${skipped.slice(0, 5).join(", ")}`);
  }
});
