import { z } from "zod";
import {
  batchOf,
  datasetPlace,
  EXPORT_FORMATS,
  exportDataset,
  openTaskIndex,
  openTraceIndex,
} from "../lib/arc/datasets/mod.ts";
import { choiceFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import { UserError } from "../lib/substrate/values/user_error.ts";

const command = {
  name: "export-ds",
  summary: "writes a dataset as a folder for the Hugging Face Hub, in the format asked for.",
  flags: z.object({
    "format": choiceFlag(EXPORT_FORMATS, {
      doc: "trl: preferences; processbench: first errors; hf: rows as they are; parquet: columns",
      required: true,
    }),
    "out-dir": pathFlag({
      doc: "folder to write",
      defaultText: "<dataset>.<format>, beside the dataset",
    }),
    "traces": pathFlag({
      doc: "traces the dataset was cut from (processbench)",
      defaultText: "the dataset's own folder",
    }),
    "batch-file": pathFlag({
      doc: "tasks as JSONL (processbench)",
      defaultText: "as the run's manifest says",
    }),
  }),
  positional: { name: "dataset", doc: "the .jsonl file of a dataset", min: 1, max: 1 },
  examples: ["deno task export-ds --format trl out/batch/critic_directive_prefs.jsonl"],
};

await runMain(command, async ({ options, positional: [file = ""], signal, terminal }) => {
  const { format, traces, "batch-file": batch } = options;
  if (!file.endsWith(".jsonl")) {
    throw new UserError(`${file}: expected the .jsonl file of a dataset`);
  }
  const outDir = options["out-dir"] ?? file.replace(/\.jsonl$/, `.${format}`);
  const sources = [traces ?? datasetPlace(file).folder];
  const problems = async () => ({
    traces: await openTraceIndex(sources),
    tasks: await openTaskIndex(batch === undefined ? await batchOf(sources) : [batch]),
  });
  const { rows, leftOut } = await exportDataset({ file, format, outDir, problems, signal });
  const counts = Object.entries(rows).map(([split, count]) => `${count} ${split}`).join(", ");
  terminal.print(`${outDir}: ${counts}${leftOut > 0 ? `; left out: ${leftOut}` : ""}`);
});
