import { z } from "zod";
import { describerSynthKind, describerSynthRows } from "../lib/arc/synth/describer_synth.ts";
import { intFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import { writeRows } from "./_synth.ts";

const command = {
  name: "build-describer-synth",
  summary: "makes statements about made tasks, true ones and nearly true ones.",
  flags: z.object({
    count: intFlag({ doc: "tasks described", min: 1, default: 390 }),
    seed: intFlag({ doc: "another seed makes other tasks", default: 0 }),
    "out-dir": pathFlag({ doc: "rows, card and stats", default: "out/datasets" }),
  }),
};

await runMain(command, async ({ options, signal, terminal }) => {
  const { count, seed, "out-dir": folder } = options;
  const rows = describerSynthRows({ count, seed, signal });
  const origin = { options: { seed }, sources: { tasks: count } };
  terminal.print(await writeRows(folder, describerSynthKind, rows, origin));
});
