import { z } from "zod";
import { pathFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { openAtomicStream } from "../lib/dataset/atomic_stream.ts";
import { goalLine } from "../lib/proof/goal/goal_record.ts";
import { extractGoals } from "../lib/proof/lean/extract_project.ts";

const command = {
  name: "proof-extract",
  summary:
    "turns every sorry of .lean files into a goal with its context; in a Lake project through Lean.",
  flags: z.object({
    out: pathFlag({ doc: "the goal file (JSONL) to write", defaultText: "standard output" }),
    strict: switchFlag({ doc: "exit code 1 where a sorry has no goal" }),
    text: switchFlag({ doc: "read the text alone: one goal a declaration, no Lean is asked" }),
  }),
  positional: { name: "file or folder", doc: ".lean files, or folders that hold some", min: 1 },
  examples: ["deno task proof-extract MyProject --out sorries.jsonl"],
};

await runMain(command, async ({ options, positional, signal, terminal: { print, note } }) => {
  const [, folder = ".", name = ""] = /^(?:(.*)\/)?([^/]*)$/.exec(options.out ?? "") ?? [];
  const rows = name === "" ? undefined : await openAtomicStream(folder, name);
  let goals = 0, without = 0;
  try {
    const how = { textOnly: options.text, onNote: note, signal };
    for await (const { file, sorry } of extractGoals(positional, how)) {
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
  note(`${goals} goals; ${without} without one`);
  return options.strict && without > 0 ? 1 : 0;
});
