import { z } from "zod";
import { floatFlag, pathFlag, runMain, switchFlag } from "../lib/cli/mod.ts";
import { bankMain } from "./_proof_bank.ts";
import { goalsFlag, passesFlag, searchFlags } from "./_proof_flags.ts";

const command = {
  name: "proof-bank",
  summary:
    "proves the 64 goals of the bank, those of a file, or one, each checked by Lean's kernel.",
  flags: z.object({
    ...goalsFlag,
    timeout: floatFlag({ doc: "seconds for the whole search", min: 1, default: 3600 }),
    results: pathFlag({ doc: "folder of the results file", default: "bench/results" }),
    resume: switchFlag({ doc: "go on with the last search of the same settings and goals" }),
    ...searchFlags,
    ...passesFlag,
  }),
  positional: { name: "goal", doc: "a Lean statement instead of a file", max: 1 },
  examples: ["deno task proof-bank", 'deno task proof-bank "∀ n : Nat, n + 0 = n"'],
};

await runMain(
  command,
  ({ options, positional: [statement], signal, terminal }) =>
    bankMain(options, statement, { signal, terminal }),
);
