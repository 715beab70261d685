import type { Prng } from "../../substrate/values/prng.ts";
import { NO_TOP_WEIGHTS, TOP } from "../evidence/evidence_kind.ts";
import { readRoot } from "../evidence/lexicon.ts";
import type { Policies } from "../policies/policy_schema.ts";
import type { Concept } from "../records/concept.ts";
import type { Statement } from "../text/statement.ts";
import { readGlossEntry } from "../wordnet/gloss_entry.ts";
import { PARTS_OF_SPEECH, synsetLines, type WordnetFiles } from "../wordnet/wordnet_files.ts";
import { type Baseline, baselineEdges, BASELINES } from "./baselines.ts";
import { clustersOfConcepts, edgesOfConcepts, matchConcepts } from "./concept_match.ts";
import {
  evidenceForGiven,
  type GivenSetting,
  type GivenTerms,
  giveTerms,
  treeOfGiven,
  withoutExamples,
} from "./given_terms.ts";
import { cutGoldTree, type GoldTree } from "./gold_tree.ts";
import { naiveTree } from "./naive_tree.ts";
import { type NodeScore, scoreNodes } from "./node_score.ts";
import { scoreTree, type TreeScore } from "./tree_score.ts";
import { readNounTree, type Synset, synsetNamed } from "./wordnet_tree.ts";

/** The synset whose sub-tree is the gold of fields of study. */
export const FIELDS_OF_STUDY: readonly string[] = ["discipline", "subject", "field of study"];

/** The weights and thresholds that scoring reads. */
export type ScoringPolicies = Pick<Policies, "levelwise" | "hierarchyAssembly" | "label">;

/** A tree over given terms, ours and those of the baselines, held against the gold. */
export interface GivenReport {
  readonly setting: GivenSetting;
  readonly ours: TreeScore;
  readonly baselines: Readonly<Record<Baseline, TreeScore>>;
}

/** The tree of a run held against the gold. */
export interface EndToEndScore {
  readonly concepts: NodeScore;
  readonly tree: TreeScore;
}

/** The same beside the tree of the pattern and head-noun rules on the same texts. */
export interface EndToEndReport {
  readonly ours: EndToEndScore;
  readonly baseline: EndToEndScore;
}

/** Everything scoring needs of an edition, read once. */
export interface ScoringCorpus {
  readonly synsets: ReadonlyMap<string, Synset>;
  readonly statements: readonly Statement[];
}

/** Reads an edition for scoring: its nouns with pointers, and the statements of all its glosses. */
export async function readScoringCorpus(files: WordnetFiles): Promise<ScoringCorpus> {
  const statements: Statement[] = [];
  for (const part of PARTS_OF_SPEECH) {
    for (const line of await synsetLines(files, part)) {
      const { heads, gloss } = readGlossEntry(line);
      statements.push({ heads, definition: withoutExamples(gloss) });
    }
  }
  return { synsets: await readNounTree(files), statements };
}

/** The gold below the synset of these names. @throws {UserError} exit 2 when they name none, or several. */
export function goldBelow({ synsets }: ScoringCorpus, names: readonly string[]): GoldTree {
  return cutGoldTree(synsets, synsetNamed(synsets, names));
}

/** Gives the terms of a gold tree to the pipeline's own evidence and tree, and to the baselines. */
export function scoreGiven(
  gold: GoldTree,
  corpus: ScoringCorpus,
  options: {
    readonly setting: GivenSetting;
    readonly policies: ScoringPolicies;
    readonly prng: Prng;
    readonly given?: GivenTerms;
  },
): GivenReport {
  const { setting, policies, prng } = options;
  const given = options.given ?? giveTerms(gold, corpus.statements);
  const weights = setting === "terms"
    ? policies.levelwise.placementWeights
    : { ...NO_TOP_WEIGHTS, ...policies.hierarchyAssembly.weights };
  const { parentSimilarity } = policies.label;
  const evidence = evidenceForGiven(gold, given, { setting, weights, parentSimilarity });
  const levelOf = (index: number) => index === TOP ? -1 : gold.concepts[index]!.level;
  const allowed = (child: number, parent: number) =>
    setting === "terms" || levelOf(parent) === levelOf(child) - 1;
  const scored = Object.fromEntries(BASELINES.map((baseline) => {
    const edges = baselineEdges(baseline, { ...given, allowed, prng: prng.split(baseline) });
    return [baseline, scoreTree(gold, edges, { prng: prng.split(`${baseline} score`) })];
  }));
  return {
    setting,
    ours: scoreTree(gold, treeOfGiven(gold, evidence, { setting, weights }), {
      prng: prng.split("ours"),
    }),
    baselines: scored as GivenReport["baselines"],
  };
}

/** Holds the concepts of a run, which found its terms by itself, against the gold. */
export function scoreEndToEnd(
  gold: GoldTree,
  corpus: ScoringCorpus,
  concepts: readonly Concept[],
  { policies, prng }: { readonly policies: ScoringPolicies; readonly prng: Prng },
): EndToEndReport {
  const score = (found: readonly Concept[], name: string): EndToEndScore => {
    const goldOf = matchConcepts(gold, found);
    const clusterOf = clustersOfConcepts(gold, found, goldOf);
    return {
      concepts: scoreNodes(gold, found, goldOf, { prng: prng.split(`${name} nodes`) }),
      tree: scoreTree(gold, edgesOfConcepts(found, goldOf), { prng: prng.split(name), clusterOf }),
    };
  };
  const root = readRoot(policies.levelwise.rootTerms);
  return {
    ours: score(concepts, "ours"),
    baseline: score(naiveTree(corpus.statements, root), "baseline"),
  };
}
