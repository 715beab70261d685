import { collectEvidence } from "../evidence/collect_evidence.ts";
import {
  type EvidenceWeights,
  type ParentEvidence,
  parentProbabilities,
  TOP,
} from "../evidence/evidence_kind.ts";
import { Lexicon, readRoot, type Root } from "../evidence/lexicon.ts";
import { type ReadTerm, readTerm } from "../evidence/term.ts";
import { spellingOut } from "../evidence/text_evidence.ts";
import { nounPhrases } from "../text/noun_phrase.ts";
import type { Statement } from "../text/statement.ts";
import { singular } from "../text/words.ts";
import { maximumArborescence } from "../tree/arborescence.ts";
import type { GoldTree } from "./gold_tree.ts";
import type { ParentEdge } from "./parent_edges.ts";

/** What is given besides the terms with their definitions. */
export type GivenSetting =
  /** Nothing: where each term stands is to be found. */
  | "terms"
  /** The level of each term, as candidates of a run have one. */
  | "terms_and_levels";

/** The terms of a gold tree, stripped of everything but names, definition and section. */
export interface GivenTerms {
  readonly terms: readonly ReadTerm[];
  readonly root: Root;
  readonly lexicon: Lexicon;
}

/**
 * Reads the terms of a gold tree and what a corpus says about their words.
 *
 * @param corpus every statement of the corpus the terms are from
 */
export function giveTerms(gold: GoldTree, corpus: Iterable<Statement>): GivenTerms {
  return giveTermsOfAll([gold], corpus)[0]!;
}

/** The same for several gold trees, with one reading of the corpus. */
export function giveTermsOfAll(
  golds: readonly GoldTree[],
  corpus: Iterable<Statement>,
): GivenTerms[] {
  const read = golds.map(readGold);
  const lexicon = new Lexicon(read.flatMap(({ terms }) => terms));
  for (const statement of corpus) lexicon.hear(statement);
  return read.map((one) => ({ ...one, lexicon }));
}

function readGold(gold: GoldTree): Omit<GivenTerms, "lexicon"> {
  const plain = gold.concepts.map(({ id, heads, gloss, section }) => ({
    id,
    heads,
    section,
    definition: withoutExamples(gloss),
  }));
  const spellOut = spellingOut(plain.map((term, i) => readTerm(term, i)));
  const terms = plain.map((term, i) => readTerm(term, i, spellOut));
  const genera = nounPhrases(withoutExamples(gold.rootGloss)).map(({ words }) =>
    singular(words.at(-1)!)
  );
  return { terms, root: readRoot([...gold.rootHeads, ...genera]) };
}

/** Options of {@linkcode evidenceForGiven}. */
export interface GivenOptions {
  readonly setting: GivenSetting;
  readonly weights: EvidenceWeights;
  readonly parentSimilarity: number;
}

/** What speaks for each parent of each given term; under `terms_and_levels`, for parents one level up. */
export function evidenceForGiven(
  gold: GoldTree,
  { terms, root, lexicon }: GivenTerms,
  { setting, weights, parentSimilarity }: GivenOptions,
): ParentEvidence[] {
  const levels = gold.concepts.map(({ level }) => level);
  const levelOf = (index: number) => index === TOP ? -1 : levels[index]!;
  const allowed = setting === "terms"
    ? undefined
    : (child: number, parent: number) => levelOf(parent) === levelOf(child) - 1;
  return collectEvidence(terms, {
    lexicon,
    root,
    weights,
    parentSimilarity,
    ...(allowed === undefined ? {} : { allowed }),
  });
}

/**
 * The tree of largest probability over the given terms.
 *
 * With levels every term below the top has one parent, even where nothing speaks for any: the first that is
 * allowed, then.
 */
export function treeOfGiven(
  gold: GoldTree,
  evidence: readonly ParentEvidence[],
  { setting, weights }: Pick<GivenOptions, "setting" | "weights">,
): ParentEdge[] {
  const { concepts } = gold;
  const top = concepts.length;
  const edges = evidence.flatMap((options, child) =>
    [...parentProbabilities(options, weights)].map(([parent, probability]) => ({
      child,
      parent: parent === TOP ? top : parent,
      weight: Math.log(probability + 1e-12),
    }))
  );
  if (setting === "terms_and_levels") {
    concepts.forEach(({ level }, child) => {
      if (level === 0 || evidence[child]!.size > 0) return;
      const parent = concepts.findIndex((concept) => concept.level === level - 1);
      edges.push({ child, parent, weight: Math.log(1e-12) });
    });
  }
  return maximumArborescence(top + 1, top, edges).flatMap((parent, child) =>
    parent < 0 || parent === top
      ? []
      : [{ child: concepts[child]!.id, parent: concepts[parent]!.id }]
  );
}

/** A gloss without what stands in quotation marks. */
export function withoutExamples(gloss: string): string {
  return gloss.replace(/"[^"]*"/g, "").replace(/;(\s*;)+/g, ";").replace(/[;\s]+$/, "").trim();
}
