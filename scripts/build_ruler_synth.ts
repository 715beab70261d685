import { z } from "zod";
import { rulerSynthKind, rulerSynthRows } from "../lib/arc/synth/ruler_synth.ts";
import { intFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import { writeRows } from "./_synth.ts";

const command = {
  name: "build-ruler-synth",
  summary: "makes tasks with programs that fit them: solved by the teacher, and drawn at random.",
  flags: z.object({
    made: intFlag({ doc: "made tasks given to the teacher", min: 0, default: 195 }),
    random: intFlag({ doc: "programs drawn at random", min: 0, default: 500 }),
    "node-budget": intFlag({ doc: "nodes of the teacher per task", min: 1, default: 30_000 }),
    seed: intFlag({ doc: "another seed makes other rows", default: 0 }),
    "out-dir": pathFlag({ doc: "rows, card and stats", default: "out/datasets" }),
  }),
};

await runMain(command, async ({ options, signal, terminal }) => {
  const { made, random, seed, "node-budget": nodeBudget, "out-dir": folder } = options;
  const rows = rulerSynthRows({ made, random, seed, nodeBudget, signal });
  const origin = { options: { seed, nodeBudget }, sources: { made, random } };
  terminal.print(await writeRows(folder, rulerSynthKind, rows, origin));
});
