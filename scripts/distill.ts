import { runGroupMain } from "../lib/cli/mod.ts";
import { benchmarkVerbs } from "./_distill_benchmark.ts";
import { recordVerbs } from "./_distill_records.ts";
import { reviewVerbs } from "./_distill_review.ts";
import { runVerb } from "./_distill_session.ts";
import { watchVerb } from "./_distill_watch.ts";

const [init, ...records] = recordVerbs;

await runGroupMain({
  name: "distill",
  summary: "learning sessions: edits of the harness, each proven before it is kept.",
  verbs: [init!, runVerb, watchVerb, ...records, ...reviewVerbs, ...benchmarkVerbs],
  examples: [
    "deno task distill init",
    "deno task distill run --benchmark arc",
    "deno task distill explain 3f2a",
    "deno task distill rollback --last",
  ],
});
