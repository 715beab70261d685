import { runGroupMain } from "../lib/cli/mod.ts";
import { explainVerbs } from "./_taxonomy_explain.ts";
import { lookVerbs } from "./_taxonomy_look.ts";
import { scoreVerb } from "./_taxonomy_score.ts";
import { runVerbs } from "./_taxonomy_run.ts";

await runGroupMain({
  name: "taxonomy",
  summary: "makes a taxonomy from texts in phases that resume, and explains it.",
  verbs: [...runVerbs, ...lookVerbs, ...explainVerbs, scoreVerb],
  examples: [
    "deno task taxonomy run --environment development",
    "deno task taxonomy why optics",
    "deno task taxonomy export --format skos --out taxonomy.ttl",
  ],
});
