/**
 * What may speak for a parent; each kind has a weight among the policies.
 *
 * Values are 0 … 1: how strongly a text says it.
 */
export const EVIDENCE_KINDS = {
  genus: "the definition says it is one: `the physics of …`, `a court dance`",
  transparent: "the same behind `a branch of`, `any kind of`",
  head_noun: "its name ends with the parent's: `organic chemistry`",
  compound: "its name ends with the parent's, written as one word: `geophysics`",
  adjective: "its definition's head is qualified by the parent: `the philosophical study of …`",
  agent: "who does it is called one of those who do the parent: `acoustician: a physicist who …`",
  of_phrase: "the definition is of the parent: `the application of mathematics`",
  mention: "the definition mentions it; earlier counts more",
  clear_mention: "the same, less where the parent's name has several meanings",
  contained_label: "the definition holds all words of the parent's name",
  shared_modifier:
    "the definition holds the word that sets the parent's name apart: `earth` of `earth science`",
  domain_texts:
    "the definition resembles texts that are marked with the parent's name: `(physics) …`",
  similar: "the definitions resemble each other",
  similar_context: "so do the definitions of the words in them",
  siblings: "the definition resembles those of terms that surely are the parent's",
  siblings_context: "so do the definitions of the words in them",
  popular: "how many terms surely are the parent's",
  same_section: "both stand in the same section",
  descends: "the parent surely is one of what the definition says it is",
  root: "for standing at the top: always 1",
  root_genus: "for standing at the top: the definition says it is one of what the tree is of",
  root_head: "for standing at the top: its name says so",
} as const;

/** The name of a kind of evidence. */
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

/** Weights for the top where levels are fixed, which leaves nothing to say about it. */
export const NO_TOP_WEIGHTS = { root: 0, root_genus: 0, root_head: 0 } as const;

/** Values by kind; absent kinds say nothing. */
export type Evidence = { readonly [K in EvidenceKind]?: number };

/** A weight for every kind, in nats. */
export type EvidenceWeights = { readonly [K in EvidenceKind]: number };

/** The index that stands for the top of the tree among parents. */
export const TOP = -1;

/** What speaks for each possible parent of one term, by index; {@linkcode TOP} for none. */
export type ParentEvidence = ReadonlyMap<number, Evidence>;

/** The weighted sum of evidence, in nats. */
export function weigh(evidence: Evidence, weights: EvidenceWeights): number {
  let sum = 0;
  for (const kind in evidence) {
    sum += weights[kind as EvidenceKind] * evidence[kind as EvidenceKind]!;
  }
  return sum;
}

/**
 * The probability of each possible parent: a conditional logit over the weighted evidence.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { EVIDENCE_KINDS, type EvidenceWeights, parentProbabilities } from "./evidence_kind.ts";
 * const none = Object.fromEntries(Object.keys(EVIDENCE_KINDS).map((kind) => [kind, 0]));
 * const weights = { ...none, genus: Math.log(3) } as EvidenceWeights;
 * const options = new Map([[0, { genus: 1 }], [1, { mention: 1 }]]);
 * assertAlmostEquals(parentProbabilities(options, weights).get(0)!, 0.75);
 * ```
 */
export function parentProbabilities(
  options: ParentEvidence,
  weights: EvidenceWeights,
): Map<number, number> {
  const scores = [...options].map(([parent, evidence]) =>
    [parent, weigh(evidence, weights)] as const
  );
  const top = scores.reduce((most, [, score]) => Math.max(most, score), -Infinity);
  let total = 0;
  const shares = scores.map(([parent, score]) => {
    const share = Math.exp(score - top);
    total += share;
    return [parent, share] as const;
  });
  return new Map(shares.map(([parent, share]) => [parent, share / total]));
}
