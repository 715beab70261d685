import { z } from "zod";
import { datasetFiles, validateDataset } from "../lib/arc/datasets/mod.ts";
import { pathFlag, runMain } from "../lib/cli/mod.ts";
import { DEFAULT_TRACES } from "./_dataset_flags.ts";

const command = {
  name: "validate-ds",
  summary: "derives every row of datasets anew from their traces; a wrong one fails.",
  flags: z.object({
    "traces": pathFlag({
      doc: "out-dir of a run, or a file of traces",
      defaultText: "the dataset's own folder",
    }),
    "batch-file": pathFlag({
      doc: "tasks as JSONL, for blame",
      defaultText: "as the run's manifest says",
    }),
  }),
  positional: { name: "dataset", doc: "folders of datasets, or their .jsonl files" },
  examples: [
    "deno task validate-ds",
    "deno task validate-ds out/ds/critic_ranking_pairs.jsonl --traces out/batch",
  ],
};

await runMain(command, async ({ options, positional, signal, terminal }) => {
  const { traces, "batch-file": batch } = options;
  let faults = 0;
  const paths = positional.length === 0 ? [DEFAULT_TRACES] : positional;
  for (const file of await datasetFiles(paths)) {
    const checking = validateDataset({
      file,
      signal,
      ...(traces === undefined ? {} : { sources: [traces] }),
      ...(batch === undefined ? {} : { batch: [batch] }),
    });
    const before = faults;
    let step = await checking.next();
    for (; !step.done; step = await checking.next()) {
      terminal.print(step.value);
      faults++;
    }
    const found = faults - before;
    terminal.print(`${file}: ${step.value} rows, ${found === 0 ? "no fault" : `${found} faults`}`);
  }
  return faults === 0 ? 0 : 1;
});
