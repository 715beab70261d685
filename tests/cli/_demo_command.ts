import { z } from "zod";
import { choiceFlag, floatFlag, intFlag, pathFlag, switchFlag } from "../../lib/cli/mod.ts";

/** A flag table with one flag of every kind. */
export const demoFlags = z.object({
  "batch-file": pathFlag({ doc: "tasks, one a line", group: "Input", required: true }),
  "loop-iters": intFlag({
    doc: "turns of the loop",
    group: "Loop",
    min: 1,
    default: 1,
    aliases: ["iters"],
  }),
  "K-drafts": intFlag({ doc: "drafts in each turn", group: "Loop", min: 1, max: 64 }),
  "delta-threshold": floatFlag({
    doc: "least difference between the scores of two edits that makes a preference of them",
    group: "Critic",
    min: 0,
    default: 1e-6,
    defaultText: "1e-6",
  }),
  "fail-fast": switchFlag({ doc: "stop at the first task that fails to run", group: "Run" }),
  "metrics": switchFlag({ doc: "measure the run", group: "Run", default: true }),
  "kind": choiceFlag(["a", "b"], { doc: "one of two", default: "a", group: "Run" }),
});

export const demoCommand = {
  name: "demo",
  summary: "Shows every kind of flag.",
  flags: demoFlags,
  unavailable: [{ flags: ["memory-k", "memory-k-cases"], reason: "memory is not built yet" }],
  examples: ["deno task demo --batch-file tasks.jsonl"],
};
