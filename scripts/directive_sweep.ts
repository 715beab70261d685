import { z } from "zod";
import { directiveBuilder, planned } from "../lib/arc/datasets/mod.ts";
import { runMain } from "../lib/cli/mod.ts";
import { buildFlags, directiveFlags, directiveOptions } from "./_dataset_flags.ts";
import { datasetMain } from "./_dataset_main.ts";

const command = {
  name: "directive-sweep",
  summary: "compares the directives that were followed for each seed of saved traces.",
  flags: z.object({ ...buildFlags, ...directiveFlags }),
  positional: { name: "traces", doc: "more out-dirs and files of traces" },
  examples: [
    "deno task directive-sweep",
    "deno task directive-sweep --failed-only --M-seeds 2 --J-edits 4 --delta-threshold 0.01",
  ],
};

await runMain(command, (context) => {
  const { options, positional } = context;
  const builder = directiveBuilder(directiveOptions(options));
  return datasetMain(options, positional, [planned(builder)], context);
});
