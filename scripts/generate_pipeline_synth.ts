import { z } from "zod";
import { knownTasks } from "../lib/arc/synth/pipeline_synth.ts";
import { printProgram } from "../lib/arc/dsl/print_program.ts";
import { writeTasks } from "../lib/arc/task/mod.ts";
import { intFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import { writeAtomicFile } from "../lib/substrate/records/atomic_file.ts";
import { canonicalJson } from "../lib/substrate/values/canonical_json.ts";

const command = {
  name: "generate-pipeline-synth",
  summary: "makes a batch file of tasks whose programs are known, for testing the whole pipeline.",
  flags: z.object({
    count: intFlag({ doc: "how many tasks", min: 1, default: 100 }),
    steps: intFlag({ doc: "primitives of a program at most", min: 1, max: 4, default: 2 }),
    seed: intFlag({ doc: "another seed makes other tasks", default: 0 }),
    out: pathFlag({ doc: "batch file; the programs go beside it", default: "out/known.jsonl" }),
  }),
};

await runMain(command, async ({ options, signal, terminal }) => {
  const { count, steps, seed, out } = options;
  const tasks = [...knownTasks({ count, steps, seed })];
  const programs = tasks.map(({ task: { taskId }, program }) => {
    const text = printProgram(program);
    return canonicalJson({ schema: "arc.known_program/1", taskId, program, text }) + "\n";
  });
  const { rows, digest } = await writeTasks(out, tasks, { signal });
  const beside = out.replace(/(\.jsonl)?$/, ".programs.jsonl");
  await writeAtomicFile(beside, programs.join(""));
  terminal.print(`${rows} tasks in ${out}, sha-256 ${digest}; their programs in ${beside}`);
});
