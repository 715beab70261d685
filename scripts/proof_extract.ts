import { z } from "zod";
import { pathFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { openAtomicStream } from "../lib/dataset/atomic_stream.ts";
import { extractFiles } from "../lib/proof/goal/extract_files.ts";
import { goalLine } from "../lib/proof/goal/goal_record.ts";

const command = {
  name: "proof-extract",
  summary: "turns every sorry of .lean files into a goal with its context.",
  flags: z.object({
    out: pathFlag({ doc: "the goal file (JSONL) to write", defaultText: "standard output" }),
    strict: switchFlag({ doc: "exit code 1 where a sorry has no goal" }),
  }),
  positional: { name: "file or folder", doc: ".lean files, or folders that hold some", min: 1 },
  examples: ["deno task proof-extract MyProject --out sorries.jsonl"],
};

await runMain(command, async ({ options, positional, signal, terminal: { print, note } }) => {
  const [, folder = ".", name = ""] = /^(?:(.*)\/)?([^/]*)$/.exec(options.out ?? "") ?? [];
  const rows = name === "" ? undefined : await openAtomicStream(folder, name);
  let goals = 0, without = 0;
  try {
    for await (const { file, sorry } of extractFiles(positional, signal)) {
      const { goal, line, column, sorries } = sorry;
      if (goal === undefined) {
        note(`${file}:${line}: ${sorry.name}: no goal: ${sorry.without}`);
        without++;
        continue;
      }
      const row = goalLine(goal, { file, line, column, sorries });
      if (rows === undefined) print(row);
      else rows.addLine(row);
      await rows?.drain();
      goals++;
    }
    await rows?.seal();
    await rows?.publish();
  } finally {
    await rows?.abandon();
  }
  note(`${goals} goals; ${without} declarations without one`);
  return options.strict && without > 0 ? 1 : 0;
});
