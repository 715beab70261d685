import { collectEvidence } from "../evidence/collect_evidence.ts";
import {
  type Evidence,
  type EvidenceKind,
  type EvidenceWeights,
  type ParentEvidence,
  parentProbabilities,
  TOP,
} from "../evidence/evidence_kind.ts";
import type { Lexicon, Root } from "../evidence/lexicon.ts";
import type { ReadTerm } from "../evidence/term.ts";
import { maximumArborescence } from "../tree/arborescence.ts";

/** Where a term stands by all that speaks for it. */
export interface Placement {
  /** Steps below the top: 0 for the broadest. */
  readonly level: number;
  /** Index of the parent; {@linkcode TOP} at level 0. */
  readonly parent: number;
  /** Probability of that parent among all. */
  readonly probability: number;
  /** Its text or name says so; it does not only resemble others. */
  readonly telling: boolean;
  /** Index of the parent that most speaks for, whether the tree could grant it or not. */
  readonly wanted: number;
}

/** Options of {@linkcode placeTerms} and {@linkcode anchorsAbove}. */
export interface PlacementOptions {
  readonly lexicon: Lexicon;
  readonly root: Root;
  readonly weights: EvidenceWeights;
  readonly parentSimilarity: number;
}

/** Kinds that say, by themselves, that something is a member of the tree. */
const TELLING: readonly EvidenceKind[] = [
  "genus",
  "head_noun",
  "adjective",
  "agent",
  "compound",
  "root_genus",
  "root_head",
];

/** Whether evidence for a parent is more than a resemblance. */
function tells(evidence: Evidence | undefined): boolean {
  return TELLING.some((kind) => (evidence?.[kind] ?? 0) > 0);
}

/** Finds the likeliest tree over terms whose levels are not known, and reads their levels off it. */
export function placeTerms(terms: readonly ReadTerm[], options: PlacementOptions): Placement[] {
  const top = terms.length;
  const evidence = collectEvidence(terms, options);
  const shares = evidence.map((found) => parentProbabilities(found, options.weights));
  const edges = shares.flatMap((probabilities, child) =>
    [...probabilities].map(([parent, probability]) => ({
      child,
      parent: parent === TOP ? top : parent,
      weight: Math.log(probability + 1e-12),
    }))
  );
  const parents = maximumArborescence(top + 1, top, edges).slice(0, top)
    .map((parent) => parent === top ? TOP : parent);
  const levels: (number | undefined)[] = new Array(top);
  const levelOf = (index: number): number => {
    const path: number[] = [];
    let node = index;
    while (node !== TOP && levels[node] === undefined) {
      path.push(node);
      node = parents[node]!;
    }
    let level = node === TOP ? -1 : levels[node]!;
    for (const step of path.toReversed()) levels[step] = ++level;
    return levels[index]!;
  };
  return parents.map((parent, index) => ({
    level: levelOf(index),
    parent,
    probability: shares[index]!.get(parent) ?? 0,
    telling: tells(evidence[index]!.get(parent)),
    wanted: likeliest(shares[index]!),
  }));
}

function likeliest(probabilities: ReadonlyMap<number, number>): number {
  let best = TOP, most = 0;
  for (const [parent, share] of probabilities) if (share > most) [best, most] = [parent, share];
  return best;
}

/** What speaks for each parent one level up, once levels are known. */
export function anchorsAbove(
  terms: readonly ReadTerm[],
  levels: readonly number[],
  options: PlacementOptions,
): ParentEvidence[] {
  return collectEvidence(terms, {
    ...options,
    allowed: (child, parent) => parent !== TOP && levels[parent] === levels[child]! - 1,
  });
}
