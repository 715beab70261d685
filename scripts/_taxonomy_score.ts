import { z } from "zod";
import { defineVerb, formatTable, intFlag, switchFlag, type Verb } from "../lib/cli/mod.ts";
import { canonicalJson, type Json } from "../lib/substrate/values/canonical_json.ts";
import { createPrng } from "../lib/substrate/values/prng.ts";
import {
  FIELDS_OF_STUDY,
  goldBelow,
  readScoringCorpus,
  scoreEndToEnd,
  scoreGiven,
} from "../lib/taxonomy/scoring/score_report.ts";
import type { Interval, IntervalScore, TreeScore } from "../lib/taxonomy/scoring/tree_score.ts";
import { storedConcepts } from "../lib/taxonomy/run/stored_rows.ts";
import { pinnedPolicies } from "../lib/taxonomy/run/stored_run.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";
import { runFlag } from "./_taxonomy_flags.ts";
import { lookedAtRun } from "./_taxonomy_setting.ts";

/** The command that scores. */
export const scoreVerb: Verb = defineVerb({
  name: "taxonomy score",
  summary: "holds a run of WordNet's definitions against WordNet's own tree, beside baselines.",
  flags: z.object({
    ...runFlag,
    seed: intFlag({ doc: "seed of the intervals", default: 0 }),
    json: switchFlag({ doc: "print every score as one JSON document instead of tables" }),
  }),
}, async ({ options: flags, terminal }) => {
  const stored = await lookedAtRun(flags, terminal);
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
  const trees = [["ours", found.ours.concepts], ["baseline", found.baseline.concepts]] as const;
  if (flags.json) {
    const scores = rows.map(([setting, tree, score]) => ({ setting, tree, ...score }));
    const nodes = trees.map(([tree, concepts]) => ({ setting: "end to end", tree, ...concepts }));
    terminal.print(
      canonicalJson({ runId: stored.manifest.runId, scores, nodes } as unknown as Json),
    );
    return;
  }
  formatTable({
    headers: ["setting", "tree", "edge F1", "95 %", "ancestor F1", "95 %"],
    rows: rows.map(([setting, name, { edge, ancestor }]) => [
      setting,
      name,
      edge.f1.toFixed(3),
      range(edge.interval),
      ancestor.f1.toFixed(3),
      range(ancestor.interval),
    ]),
  }).forEach(terminal.print);
  terminal.print("");
  formatTable({
    headers: ["setting", "tree", "level", "edges right", "P", "R", "F1", "95 %"],
    rows: rows.flatMap(([setting, name, { edgeByLevel }]) =>
      edgeByLevel.map((score, at) => [setting, name, `L${at + 1}`, ...cellsOf(score)])
    ),
  }).forEach(terminal.print);
  terminal.print("");
  formatTable({
    headers: ["end to end", "level", "nodes right", "P", "R", "F1", "95 %", "level accuracy"],
    rows: trees.flatMap(([name, { nodes, nodesByLevel, ...all }]) => [
      [
        name,
        "all",
        ...cellsOf(nodes),
        `${all.levelAccuracy.toFixed(3)} (${range(all.levelAccuracyInterval)})`,
      ],
      ...nodesByLevel.map((score, at) => [name, `L${at}`, ...cellsOf(score), ""]),
    ]),
  }).forEach(terminal.print);
});

function cellsOf({ precision, recall, f1, right, gold, interval }: IntervalScore): string[] {
  const shares = [precision, recall, f1].map((share) => share.toFixed(3));
  return [`${right} of ${gold}`, ...shares, range(interval)];
}

function range({ low, high }: Interval): string {
  return `${low.toFixed(3)}–${high.toFixed(3)}`;
}
