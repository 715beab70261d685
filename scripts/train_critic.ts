import { z } from "zod";
import { readCriticExamples } from "../lib/arc/training/read_critic_examples.ts";
import { criticSpec, trainCritic } from "../lib/arc/training/train_critic.ts";
import { writeSpec } from "../lib/arc/training/write_spec.ts";
import { pathFlag, runMain } from "../lib/cli/mod.ts";
import { epochLine, figuresTable, trainFlags } from "./_train.ts";

const command = {
  name: "train-critic",
  summary: "learns which of two candidates is better and which step of a program is to blame.",
  flags: z.object({
    ...trainFlags("out/models/critic.jsonc"),
    ranking: pathFlag({ doc: "critic_ranking_pairs.jsonl (default: every pair of the traces)" }),
    blame: pathFlag({ doc: "critic_blame_locus.jsonl (default: measured on the traces' edits)" }),
  }),
  positional: { name: "traces", doc: "out-dirs of runs, or files of traces", min: 1 },
  examples: ["deno task train-critic out/batch --blame out/datasets/critic_blame_locus.jsonl"],
};

await runMain(command, async ({ options, positional, signal, terminal }) => {
  const { out, seed, ranking, blame } = options;
  const examples = await readCriticExamples({
    traces: positional,
    seed,
    signal,
    ...(ranking === undefined ? {} : { ranking }),
    ...(blame === undefined ? {} : { blame }),
  });
  const { length } = examples.blame;
  terminal.note(
    `${examples.ranking.length} pairs, ${length} blamed programs of two steps and more`,
  );
  const learned = await trainCritic(examples, {
    seed,
    signal,
    onEpoch: (part, report) => terminal.note(`${part}: ${epochLine(report)}`),
  });
  await writeSpec(out, criticSpec(learned));
  figuresTable(learned.trained).forEach(terminal.print);
  terminal.print(out);
});
