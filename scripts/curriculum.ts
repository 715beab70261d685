import { z } from "zod";
import { CURRICULUM_SEED, curriculumFiles } from "../lib/arc/synth/mod.ts";
import { intFlag, pathFlag, runMain } from "../lib/cli/mod.ts";
import { writeAtomicFile } from "../lib/substrate/records/atomic_file.ts";
import { denoFileSystem } from "../lib/substrate/records/file_system.ts";

const command = {
  name: "curriculum",
  summary: "makes the curriculum: tasks, card and manifest.",
  flags: z.object({
    out: pathFlag({ doc: "folder the files go to", default: "datasets/curriculum" }),
    seed: intFlag({ doc: "another seed makes other tasks", default: CURRICULUM_SEED }),
  }),
};

await runMain(command, async ({ options, terminal }) => {
  await denoFileSystem.makeFolder(options.out);
  for (const [name, content] of Object.entries(curriculumFiles(options.seed))) {
    await writeAtomicFile(`${options.out}/${name}`, content);
    terminal.print(`${options.out}/${name}`);
  }
});
