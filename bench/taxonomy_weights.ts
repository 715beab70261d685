// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Fits the weights of evidence on 16 sub-trees of WordNet, chooses the weight of the top on 24 others, and scores
 * them there, on 4 that nothing was chosen by and on fields of study, beside the weights among the policies.
 *
 *   deno task bench:taxonomy-weights [terms | terms_and_levels]
 */
import { createPrng } from "../lib/substrate/values/prng.ts";
import { type EvidenceWeights, NO_TOP_WEIGHTS } from "../lib/taxonomy/evidence/evidence_kind.ts";
import { loadPolicies } from "../lib/taxonomy/policies/load_policies.ts";
import { fitEvidenceWeights } from "../lib/taxonomy/scoring/fit_weights.ts";
import { FITTING_TREES } from "../lib/taxonomy/scoring/fitting_trees.ts";
import {
  evidenceForGiven,
  type GivenSetting,
  giveTermsOfAll,
  treeOfGiven,
} from "../lib/taxonomy/scoring/given_terms.ts";
import { cutGoldTree } from "../lib/taxonomy/scoring/gold_tree.ts";
import {
  FIELDS_OF_STUDY,
  goldBelow,
  readScoringCorpus,
} from "../lib/taxonomy/scoring/score_report.ts";
import { type IntervalScore, scoreTree } from "../lib/taxonomy/scoring/tree_score.ts";
import { tuneTopWeight } from "../lib/taxonomy/scoring/tune_top.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";

const setting: GivenSetting = Deno.args[0] === "terms_and_levels" ? "terms_and_levels" : "terms";
const { policies } = await loadPolicies("development");
const { parentSimilarity } = policies.label;
const corpus = await readScoringCorpus(await installedWordnet());
const golds = [
  ...Object.entries(FITTING_TREES).flatMap(([set, tops]) =>
    Object.entries(tops).map(([name, id]) => ({
      set,
      name,
      gold: cutGoldTree(corpus.synsets, corpus.synsets.get(id)!),
    }))
  ),
  { set: "fieldsOfStudy", name: "fieldsOfStudy", gold: goldBelow(corpus, FIELDS_OF_STUDY) },
];
const given = giveTermsOfAll(golds.map(({ gold }) => gold), corpus.statements);
const sets = Map.groupBy(golds.map((one, i) => ({ ...one, given: given[i]! })), ({ set }) => set);

const fitted = await fitEvidenceWeights(sets.get("fitted")!, {
  setting,
  parentSimilarity,
  prng: createPrng(1),
});
let rounded = Object.fromEntries(
  Object.entries(fitted).map(([kind, weight]) => [kind, Number(weight.toFixed(2))]),
) as EvidenceWeights;
if (setting === "terms") {
  const less = [0, 0.5, 1, 1.25, 1.5, 1.75, 2];
  const { best, trials } = tuneTopWeight(sets.get("tuned")!, rounded, { parentSimilarity, less });
  for (const { root, edgeF1, ancestorF1 } of trials) {
    console.log(`root ${root}: edge-F1 ${edgeF1.toFixed(3)} ancestor-F1 ${ancestorF1.toFixed(3)}`);
  }
  rounded = { ...rounded, root: best.root };
}
console.log(JSON.stringify(rounded, null, 2));

const policy = setting === "terms"
  ? policies.levelwise.placementWeights
  : { ...NO_TOP_WEIGHTS, ...policies.hierarchyAssembly.weights };
const shown = ({ f1, interval: { low, high } }: IntervalScore) =>
  `${f1.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
for (const [label, weights] of [["fitted", rounded], ["policies", policy]] as const) {
  for (const [set, members] of sets) {
    const scores = members.map(({ name, gold, given }) => {
      const options = { setting, weights, parentSimilarity };
      const edges = treeOfGiven(gold, evidenceForGiven(gold, given, options), options);
      return { name, ...scoreTree(gold, edges, { prng: createPrng(1) }) };
    });
    const mean = (of: "edge" | "ancestor") =>
      (scores.reduce((sum, score) => sum + score[of].f1, 0) / scores.length).toFixed(3);
    console.log(
      `${label} weights, ${set}: edge-F1 ${mean("edge")} ancestor-F1 ${mean("ancestor")}`,
    );
    for (const { name, edge, ancestor } of scores) {
      console.log(`  ${name} ${shown(edge)} ${shown(ancestor)}`);
    }
  }
}
