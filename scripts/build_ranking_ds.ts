import { z } from "zod";
import { planned, rankingBuilder } from "../lib/arc/datasets/mod.ts";
import { runMain } from "../lib/cli/mod.ts";
import { buildFlags, rankingFlags } from "./_dataset_flags.ts";
import { datasetMain } from "./_dataset_main.ts";

const command = {
  name: "build-ranking-ds",
  summary: "cuts pairs of candidates, ordered by the comparator, from saved traces.",
  flags: z.object({ ...buildFlags, ...rankingFlags }),
  positional: { name: "traces", doc: "more out-dirs and files of traces" },
  examples: [
    "deno task build-ranking-ds",
    "deno task build-ranking-ds --traces out/a --failed-only --out-dir out/ds out/b",
  ],
};

await runMain(command, (context) => {
  const { options, positional } = context;
  return datasetMain(options, positional, [planned(rankingBuilder(options))], context);
});
