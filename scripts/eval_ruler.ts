import { z } from "zod";
import { loadRulerPrior } from "../lib/arc/run/checkpoints.ts";
import { evalRuler } from "../lib/arc/training/eval_ruler.ts";
import { readExamples } from "../lib/arc/training/read_examples.ts";
import { rulerExample } from "../lib/arc/training/ruler_example.ts";
import { choiceFlag, runMain, textFlag } from "../lib/cli/mod.ts";
import { figuresTable } from "./_train.ts";

const command = {
  name: "eval-ruler",
  summary:
    "measures a learned ruler on traces: what it foretells, and the nodes its order would save.",
  flags: z.object({
    "ruler-checkpoint": textFlag({ doc: "module spec to measure", value: "spec", required: true }),
    split: choiceFlag(["train", "validation", "test", "all"], {
      doc: "which traces count",
      default: "test",
    }),
  }),
  positional: { name: "traces", doc: "out-dirs of runs, or files of traces", min: 1 },
};

await runMain(command, async ({ options, positional, signal, terminal }) => {
  const prior = await loadRulerPrior(options["ruler-checkpoint"]);
  const { split } = options;
  const examples = await readExamples(positional, (trace) => {
    const example = rulerExample(trace);
    return split === "all" || example?.split === split ? example : undefined;
  }, { signal });
  const metrics = await evalRuler(prior, examples);
  figuresTable({ rows: {}, metrics }).forEach(terminal.print);
});
