import { cosine, type GlossVector } from "../text/gloss_vector.ts";
import {
  type EvidenceKind,
  type EvidenceWeights,
  type ParentEvidence,
  parentProbabilities,
  TOP,
} from "./evidence_kind.ts";
import type { Lexicon, Root } from "./lexicon.ts";
import { type Near, nearest } from "./nearest.ts";
import type { ReadTerm } from "./term.ts";
import { TermIndex } from "./term_index.ts";
import { textEvidence } from "./text_evidence.ts";

/** Options of {@linkcode collectEvidence}. */
export interface EvidenceOptions {
  readonly lexicon: Lexicon;
  readonly root: Root;
  readonly weights: EvidenceWeights;
  /** Least similarity of spelling at which a name counts as another's. */
  readonly parentSimilarity: number;
  /**
   * Which parents a term may have, both by index; {@linkcode TOP} for none.
   *
   * @default every other term, and none
   */
  readonly allowed?: (child: number, parent: number) => boolean;
}

/** How many terms of most similar definition are looked at. */
const NEAREST = 15;
/** How many of them are looked at for siblings, or for parents of the right level. */
const NEIGHBOURS = 60;
/** Of more siblings than this only those of most similar definition are compared, so that work stays linear. */
const COMPARED = 400;
/** A parent is sure from this probability on. */
const SURE = 0.5;

type Collected = Map<number, { [K in EvidenceKind]?: number }>;

/**
 * Gathers what speaks for each possible parent of each term: first its own text and names, then, from the
 * parents that are sure by that, what its siblings would be.
 *
 * @returns by index of the child; only parents for which something speaks are listed
 */
export function collectEvidence(
  terms: readonly ReadTerm[],
  options: EvidenceOptions,
): ParentEvidence[] {
  const { lexicon, root, allowed = () => true } = options;
  const index = new TermIndex(terms, root, options.parentSimilarity);
  const own = terms.map((term) => lexicon.vectorOf(term));
  const context = terms.map((term, i) => lexicon.contextVectorOf(term, own[i]!));
  const domains = terms.flatMap(({ index, labels }) =>
    labels.map((label) => lexicon.domainVector(label)).filter((vector) => vector !== undefined)
      .slice(0, 1).map((vector) => ({ index, vector }))
  );
  const said = terms.map((term): Collected => {
    const found: Collected = new Map();
    const add = (parent: number, kind: EvidenceKind, value: number): void => {
      if (parent === term.index || !(value > 0)) return;
      const kinds = found.get(parent);
      if (kinds === undefined) found.set(parent, { [kind]: value });
      else kinds[kind] = Math.max(kinds[kind] ?? 0, value);
    };
    textEvidence(term, { index, lexicon, root }, (parents, kind, value) => {
      // Of several terms of one name each gets its share; a mention is of all of them.
      const share = kind === "mention" || kind === "clear_mention" ? 1 : Math.sqrt(parents.length);
      for (const parent of parents) add(parent, kind, value / share);
    });
    for (const { index: parent, vector } of domains) {
      const likeness = cosine(own[term.index]!, vector);
      if (likeness > 0.05) add(parent, "domain_texts", likeness);
    }
    longerNameWins(terms, found);
    return found;
  });
  const evidence = said.map((found, child): Collected =>
    new Map(
      [...found].filter(([parent]) => allowed(child, parent)).map((
        [parent, kinds],
      ) => [parent, { ...kinds }]),
    )
  );
  const near = [
    addNearest(evidence, own, "similar", allowed),
    addNearest(evidence, context, "similar_context", allowed),
  ];
  evidence.forEach((found, child) => {
    for (const [parent, kinds] of found) {
      if (parent !== TOP && sameSection(terms[child]!, terms[parent]!)) kinds.same_section = 1;
    }
  });
  const best = evidence.map((found) => likeliest(parentProbabilities(found, options.weights)));
  addSiblings(terms, evidence, { own, context, near, best, allowed });
  addDescent(evidence, said, best);
  return evidence;
}

/** `A branch of natural science` is one of natural science, not of science, whatever its name ends with. */
function longerNameWins(terms: readonly ReadTerm[], found: Collected): void {
  const named = [...found].filter(([parent, kinds]) =>
    parent !== TOP && (kinds.transparent ?? 0) > 0
  );
  for (const [parent, kinds] of found) {
    if (parent === TOP) continue;
    const shorter = terms[parent]!.labels;
    const outdone = named.some(([other]) =>
      other !== parent &&
      terms[other]!.labels.some((longer) => shorter.some((label) => longer.endsWith(` ${label}`)))
    );
    if (!outdone) continue;
    for (const kind of ["genus", "transparent", "head_noun", "compound", "agent"] as const) {
      delete kinds[kind];
    }
  }
}

function addNearest(
  evidence: readonly Collected[],
  vectors: readonly GlossVector[],
  kind: EvidenceKind,
  allowed: (child: number, parent: number) => boolean,
): Near[][] {
  const all = nearest(vectors, NEIGHBOURS);
  all.forEach((found, child) => {
    const parents = found.filter(({ index }) => allowed(child, index)).slice(0, NEAREST);
    for (const { index: parent, likeness } of parents) {
      if (likeness <= 0.02) continue;
      const kinds = evidence[child]!.get(parent);
      if (kinds === undefined) evidence[child]!.set(parent, { [kind]: likeness });
      else kinds[kind] = likeness;
    }
  });
  return all;
}

interface SiblingOptions {
  readonly own: readonly GlossVector[];
  readonly context: readonly GlossVector[];
  /** Terms of similar definition: those whose parents are tried. */
  readonly near: readonly (readonly (readonly Near[])[])[];
  readonly best: readonly Likeliest[];
  readonly allowed: (child: number, parent: number) => boolean;
}

function addSiblings(
  terms: readonly ReadTerm[],
  evidence: readonly Collected[],
  { own, context, near, best, allowed }: SiblingOptions,
): void {
  const children = new Map<number, number[]>();
  best.forEach(({ parent, probability }, child) => {
    if (parent === TOP || probability <= SURE) return;
    const known = children.get(parent);
    if (known === undefined) children.set(parent, [child]);
    else known.push(child);
  });
  terms.forEach((term, child) => {
    const found = evidence[child]!;
    const close = near.flatMap((lists) => lists[child]!.map(({ index }) => index));
    const likely = close.map((index) => best[index]!.parent);
    for (const parent of new Set([...found.keys(), ...likely])) {
      const all = children.get(parent) ?? [];
      if (parent === child || !allowed(child, parent)) continue;
      const others = all.length - (isSure(best[child]!, parent) ? 1 : 0);
      if (others <= 0) continue;
      const siblings = others <= COMPARED
        ? all.filter((sibling) => sibling !== child)
        : [...new Set(close)].filter((index) => isSure(best[index]!, parent));
      const likeness = meanOfBest(siblings.map((sibling) => cosine(own[child]!, own[sibling]!)), 3);
      if (likeness < 0.04 && !found.has(parent)) continue;
      const kinds = found.get(parent) ??
        (sameSection(term, terms[parent]!) ? { same_section: 1 } : {});
      found.set(parent, {
        ...kinds,
        siblings: likeness,
        popular: Math.min(1, Math.log(1 + others) / 4),
        siblings_context: meanOfBest(
          siblings.map((sibling) => cosine(context[child]!, context[sibling]!)),
          Math.min(3, Math.max(2, others)),
        ),
      });
    }
  });
}

/** What a definition says of the parent's own parent speaks for the parent, too. */
function addDescent(
  evidence: readonly Collected[],
  said: readonly Collected[],
  best: readonly Likeliest[],
): void {
  evidence.forEach((found, child) => {
    for (const [parent, kinds] of found) {
      if (parent === TOP || best[parent]!.parent === TOP) continue;
      const above = said[child]!.get(best[parent]!.parent);
      const value = Math.max(above?.genus ?? 0, above?.head_noun ?? 0, above?.adjective ?? 0);
      if (value > 0) kinds.descends = value;
    }
  });
}

interface Likeliest {
  readonly parent: number;
  readonly probability: number;
}

function isSure(one: Likeliest, parent: number): boolean {
  return one.parent === parent && one.probability > SURE;
}

function likeliest(probabilities: ReadonlyMap<number, number>): Likeliest {
  let parent = TOP, probability = 0;
  for (const [candidate, share] of probabilities) {
    if (share > probability) [parent, probability] = [candidate, share];
  }
  return { parent, probability };
}

function meanOfBest(values: readonly number[], most: number): number {
  const best = values.toSorted((a, b) => b - a).slice(0, most);
  return best.reduce((sum, value) => sum + value, 0) / most;
}

function sameSection(a: ReadTerm, b: ReadTerm): boolean {
  return a.section !== undefined && a.section === b.section;
}
