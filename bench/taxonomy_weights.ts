// deno-lint-ignore-file no-console -- a benchmark prints
/**
 * Fits the weights of evidence on 18 sub-trees of WordNet, and scores them there, on 4 that were held out and on
 * fields of study, beside the weights among the policies.
 *
 *   deno task bench:taxonomy-weights [terms | terms_and_levels]
 */
import { createPrng } from "../lib/substrate/values/prng.ts";
import { type EvidenceWeights, NO_TOP_WEIGHTS } from "../lib/taxonomy/evidence/evidence_kind.ts";
import { loadPolicies } from "../lib/taxonomy/policies/load_policies.ts";
import { fitEvidenceWeights } from "../lib/taxonomy/scoring/fit_weights.ts";
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
import { scoreTree } from "../lib/taxonomy/scoring/tree_score.ts";
import { installedWordnet } from "../lib/taxonomy/wordnet/wordnet_files.ts";

/** Offsets of the synsets on top, in the edition 3.1. */
const FITTED = {
  sport: "00524569",
  disease: "14093842",
  game: "00456623",
  crime: "00767761",
  doctrine: "05952149",
  musicGenre: "07085982",
  measuringInstrument: "03739416",
  furniture: "03410635",
  weapon: "04572661",
  building: "02916498",
  fabric: "03314753",
  legalDocument: "06491336",
  art: "02746552",
  mentalDisorder: "14107272",
  religion: "05955536",
  literaryWork: "06375736",
  dish: "07572999",
  tool: "04459089",
};
const HELD_OUT = {
  musicalInstrument: "03806455",
  vehicle: "04531608",
  language: "06293304",
  drug: "03252323",
};

const setting: GivenSetting = Deno.args[0] === "terms_and_levels" ? "terms_and_levels" : "terms";
const { policies } = await loadPolicies("development");
const { parentSimilarity } = policies.label;
const corpus = await readScoringCorpus(await installedWordnet());
const below = ([name, id]: [string, string]) => ({
  name,
  gold: cutGoldTree(corpus.synsets, corpus.synsets.get(id)!),
});
const golds = [
  ...Object.entries(FITTED).map(below),
  ...Object.entries(HELD_OUT).map(below),
  { name: "fieldsOfStudy", gold: goldBelow(corpus, FIELDS_OF_STUDY) },
];
const given = giveTermsOfAll(golds.map(({ gold }) => gold), corpus.statements);
const trees = golds.map((one, i) => ({ ...one, given: given[i]! }));
const sets = {
  fitted: trees.slice(0, 18),
  heldOut: trees.slice(18, 22),
  fieldsOfStudy: trees.slice(22),
};
const fitted = await fitEvidenceWeights(sets.fitted, {
  setting,
  parentSimilarity,
  prng: createPrng(1),
});
const rounded = Object.fromEntries(
  Object.entries(fitted).map(([kind, weight]) => [kind, Number(weight.toFixed(2))]),
) as EvidenceWeights;
console.log(JSON.stringify(rounded, null, 2));
const policy = setting === "terms"
  ? policies.levelwise.placementWeights
  : { ...NO_TOP_WEIGHTS, ...policies.hierarchyAssembly.weights };
for (const [label, weights] of [["fitted", rounded], ["policies", policy]] as const) {
  for (const [set, members] of Object.entries(sets)) {
    const scores = members.map(({ name, gold, given }) => {
      const options = { setting, weights, parentSimilarity };
      const edges = treeOfGiven(gold, evidenceForGiven(gold, given, options), options);
      const { edge, ancestor } = scoreTree(gold, edges, { prng: createPrng(1), resamples: 1 });
      return { name, edge: edge.f1, ancestor: ancestor.f1 };
    });
    const mean = (of: "edge" | "ancestor") =>
      (scores.reduce((sum, score) => sum + score[of], 0) / scores.length).toFixed(3);
    console.log(
      `${label} weights, ${set}: edge-F1 ${mean("edge")} ancestor-F1 ${mean("ancestor")}`,
    );
    for (const { name, edge, ancestor } of scores) {
      console.log(`  ${name} ${edge.toFixed(3)} ${ancestor.toFixed(3)}`);
    }
  }
}
