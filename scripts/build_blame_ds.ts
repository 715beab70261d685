import { z } from "zod";
import { batchOf, blameBuilder, openTaskIndex, planned } from "../lib/arc/datasets/mod.ts";
import { runMain } from "../lib/cli/mod.ts";
import { blameFlags, buildFlags } from "./_dataset_flags.ts";
import { datasetMain, sourcesOf } from "./_dataset_main.ts";

const command = {
  name: "build-blame-ds",
  summary: "measures, for every candidate of saved traces, the first step that is to blame.",
  flags: z.object({ ...buildFlags, ...blameFlags }),
  positional: { name: "traces", doc: "more out-dirs and files of traces" },
  examples: [
    "deno task build-blame-ds",
    "deno task build-blame-ds --traces traces.jsonl --batch-file tasks.jsonl --failed-only",
  ],
};

await runMain(command, async (context) => {
  const { options, positional } = context;
  const batch = options["batch-file"];
  const tasks = options.search
    ? await openTaskIndex(
      batch === undefined ? await batchOf(sourcesOf(options, positional)) : [batch],
    )
    : undefined;
  return await datasetMain(options, positional, [planned(blameBuilder(tasks))], context);
});
