import { z } from "zod";
import { DIFFICULTIES, familiesNamed, makeTasks } from "../lib/arc/synth/mod.ts";
import { writeTasks } from "../lib/arc/task/mod.ts";
import { choiceFlag, intFlag, pathFlag, runMain, textFlag } from "../lib/cli/mod.ts";

const command = {
  name: "synth-tasks",
  summary: "makes any number of ARC tasks from concept families, the same ones for the same seed.",
  flags: z.object({
    count: intFlag({ doc: "how many tasks", default: 1000, min: 1 }),
    seed: intFlag({ doc: "another seed makes other tasks", default: 0 }),
    out: pathFlag({ doc: "JSONL file that is written", required: true }),
    families: textFlag({ doc: "comma-separated names", defaultText: "all", value: "a,b" }),
    difficulty: choiceFlag(DIFFICULTIES, { doc: "only this one", defaultText: "all" }),
  }),
  examples: ["deno task synth-tasks --count 10000 --seed 7 --out out/tasks.jsonl"],
};

await runMain(command, async ({ options, signal, terminal }) => {
  const tasks = makeTasks({
    count: options.count,
    seed: options.seed,
    ...(options.families === undefined ? {} : { families: familiesNamed(options.families) }),
    ...(options.difficulty === undefined ? {} : { difficulties: [options.difficulty] }),
  });
  const { rows, digest } = await writeTasks(options.out, tasks, { signal });
  terminal.print(`${rows} tasks in ${options.out}, sha-256 ${digest}`);
});
