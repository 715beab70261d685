import { z } from "zod";
import { defineVerb, formatTable, intFlag, type Verb } from "../lib/cli/mod.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import {
  FIELDS_OF_STUDY,
  goldBelow,
  readScoringCorpus,
  scoreEndToEnd,
  scoreGiven,
} from "../lib/taxonomy/scoring/score_report.ts";
import type { TreeScore } from "../lib/taxonomy/scoring/tree_score.ts";
import { storedConcepts } from "../lib/taxonomy/run/stored_rows.ts";
import { findRun, pinnedPolicies } from "../lib/taxonomy/run/stored_run.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";
import { runFlag } from "./_taxonomy_flags.ts";

/** The command that scores. */
export const scoreVerb: Verb = defineVerb({
  name: "taxonomy score",
  summary: "holds a run of WordNet's definitions against WordNet's own tree, beside baselines.",
  flags: z.object({ ...runFlag, seed: intFlag({ doc: "seed of the intervals", default: 0 }) }),
}, async ({ options: flags, terminal }) => {
  const stored = await findRun(flags.run, flags);
  const { policies } = pinnedPolicies(stored);
  const corpus = await readScoringCorpus(await installedWordnet());
  const gold = goldBelow(corpus, FIELDS_OF_STUDY);
  const prng = createPrng(flags.seed);
  const rows: (readonly [string, string, TreeScore])[] = [];
  for (const setting of ["terms", "terms_and_levels"] as const) {
    const { ours, baselines } = scoreGiven(gold, corpus, { setting, policies, prng });
    rows.push([`given ${setting}`, "ours", ours]);
    for (const [name, score] of Object.entries(baselines)) {
      rows.push([`given ${setting}`, name, score]);
    }
  }
  const found = scoreEndToEnd(gold, corpus, await storedConcepts(stored), { policies, prng });
  rows.push(["end to end", "ours", found.ours.tree], [
    "end to end",
    "baseline",
    found.baseline.tree,
  ]);
  formatTable({
    headers: ["setting", "tree", "edge F1", "95 %", "ancestor F1", "95 %"],
    rows: rows.map(([setting, name, { edge, edgeInterval, ancestor, ancestorInterval }]) => [
      setting,
      name,
      edge.f1.toFixed(3),
      `${edgeInterval.low.toFixed(3)}–${edgeInterval.high.toFixed(3)}`,
      ancestor.f1.toFixed(3),
      `${ancestorInterval.low.toFixed(3)}–${ancestorInterval.high.toFixed(3)}`,
    ]),
  }).forEach(terminal.print);
});
