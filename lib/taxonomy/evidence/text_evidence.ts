import type { NounPhrase } from "../text/noun_phrase.ts";
import { agentStem, fieldStem, normalizeLabel } from "../text/words.ts";
import { type EvidenceKind, TOP } from "./evidence_kind.ts";
import { isOfRoot, type Lexicon, type Root } from "./lexicon.ts";
import type { ReadTerm } from "./term.ts";
import { looseStem, type TermIndex } from "./term_index.ts";

/** Hears of each piece of evidence: which parents, what kind, how strong. */
export type Hears = (parents: readonly number[], kind: EvidenceKind, value: number) => void;

/** What is looked things up in. */
export interface Sources {
  readonly index: TermIndex;
  readonly lexicon: Lexicon;
  readonly root: Root;
}

/** Tells what a term's own text and names say about its parents. */
export function textEvidence(term: ReadTerm, sources: Sources, hears: Hears): void {
  hears([TOP], "root", 1);
  if (term.divided === true) hears([TOP], "root_genus", 1);
  for (const phrase of term.phrases) phraseEvidence(phrase, sources, hears);
  nameEvidence(term, sources, hears);
  agentEvidence(term, sources, hears);
  mentionEvidence(term, sources, hears);
}

function phraseEvidence(phrase: NounPhrase, sources: Sources, hears: Hears): void {
  const { index, lexicon, root } = sources;
  const share = (phrase.clause > 0 ? 0.5 : 1) * (phrase.conjunct > 0 ? 0.7 : 1);
  const genus = index.atEnd(phrase.words);
  if (genus !== undefined) {
    hears(genus.terms, "genus", share);
    if (phrase.transparent) hears(genus.terms, "transparent", share);
  }
  if (isOfRoot(root, phrase.words, phrase)) hears([TOP], "root_genus", share);
  for (const word of phrase.words.slice(0, -1)) {
    for (const noun of lexicon.nounsOf(word)) hears(index.named(noun), "adjective", share);
    hears(index.ofQualifier(word), "adjective", share);
    const stem = fieldStem(word);
    if (stem.length < 4) continue;
    const alike = index.ofStem(stem).filter(({ words }) => words.length === 1);
    hears(alike.map(({ term }) => term), "adjective", share);
  }
  for (const words of phrase.of) {
    const named = index.atEnd(words);
    if (named === undefined) continue;
    hears(named.terms, "of_phrase", share / Math.sqrt(lexicon.meanings(named.label)));
  }
}

function nameEvidence(term: ReadTerm, { index, root }: Sources, hears: Hears): void {
  for (const label of term.labels) {
    const words = label.split(" ");
    const named = words.length < 2 ? undefined : index.atEnd(words.slice(1));
    if (named !== undefined) hears(named.terms, "head_noun", 1);
    if (words.length > 1 && isOfRoot(root, words.slice(1))) hears([TOP], "root_head", 1);
    if (named !== undefined) continue;
    const last = words.at(-1)!;
    for (let from = 3; from <= last.length - 5; from++) {
      const end = last.slice(from);
      const terms = index.named(end);
      if (terms.length === 0) continue;
      hears(terms, "compound", end.length >= 7 ? 1 : 0.5);
      break;
    }
  }
}

function agentEvidence(term: ReadTerm, { index, lexicon }: Sources, hears: Hears): void {
  for (const label of term.labels) {
    const words = label.split(" ");
    for (const { name, genera } of lexicon.agentsOf(label)) {
      if (name.length !== words.length) continue;
      if (words.slice(0, -1).some((word, i) => word !== name[i])) continue;
      for (const genus of genera) {
        const stem = agentStem(genus.at(-1)!);
        if (stem === undefined) continue;
        const before = genus.at(-2);
        for (const parent of index.ofStem(stem)) {
          const qualified = parent.words.length > 1;
          if (qualified && parent.words.at(-2) !== before) continue;
          hears([parent.term], "agent", qualified || before === undefined ? 1 : 0.6);
        }
      }
    }
  }
}

function mentionEvidence(term: ReadTerm, { index, lexicon }: Sources, hears: Hears): void {
  const { words } = term;
  for (let from = 0; from < words.length; from++) {
    for (let length = Math.min(4, words.length - from); length > 0; length--) {
      const label = words.slice(from, from + length).join(" ");
      const terms = index.named(label);
      if (terms.length === 0) continue;
      const nearness = Math.max(0.3, 1 - from / 25);
      hears(terms, "mention", nearness);
      hears(terms, "clear_mention", nearness / Math.sqrt(lexicon.meanings(label)));
      break;
    }
  }
  const places = new Map<string, number>();
  words.forEach((word, place) => {
    const stem = looseStem(word);
    if (!places.has(stem)) places.set(stem, place);
  });
  for (const [stem, place] of places) {
    for (const { term: parent, qualifiers, head } of index.qualifiedBy(stem)) {
      if (!qualifiers.every((qualifier) => places.has(qualifier))) continue;
      hears([parent], "shared_modifier", Math.max(0.4, 1 - place / 20));
      if (places.has(head)) hears([parent], "contained_label", 1);
    }
  }
}

/** The abbreviations of terms, spelled out in a definition. */
export function spellingOut(terms: readonly ReadTerm[]): (definition: string) => string {
  const names = new Map(
    terms.flatMap(({ acronyms, labels: [label] }) =>
      acronyms.filter((name) => label !== undefined && label !== normalizeLabel(name))
        .map((name) => [name, label!] as const)
    ),
  );
  if (names.size === 0) return (definition) => definition;
  return (definition) =>
    definition.replace(/\b[A-Z][A-Z.]{1,5}\b/g, (name) => names.get(name) ?? name);
}
