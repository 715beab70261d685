import { spellingSimilarity } from "../text/similarity.ts";
import { fieldStem, FUNCTION_WORDS, singular, singularLabel } from "../text/words.ts";
import { isOfRoot, type Root } from "./lexicon.ts";
import type { ReadTerm } from "./term.ts";

/** Terms that a text names, and the name it uses. */
export interface Named {
  readonly terms: readonly number[];
  readonly label: string;
}

/** A name of several words, as it is looked for in definitions. */
export interface Qualified {
  readonly term: number;
  /** Stems of the words before the last. */
  readonly qualifiers: readonly string[];
  /** Stem of the last word. */
  readonly head: string;
}

/** The first letters of a word's singular, by which forms of it are recognised. */
export function looseStem(word: string): string {
  return singular(word).slice(0, 5);
}

const FUZZY_PREFIX = 4;
/** What more terms than this have in common tells them apart no more, and costs work that grows with its square. */
const CROWD = 400;

/** Finds terms by what a text calls them. */
export class TermIndex {
  readonly #byLabel = new Map<string, number[]>();
  readonly #byPrefix = new Map<string, string[]>();
  readonly #byStem = new Map<
    string,
    { readonly term: number; readonly words: readonly string[] }[]
  >();
  readonly #byQualifier = new Map<string, number[]>();
  readonly #qualified = new Map<string, Qualified[]>();
  /** Of several terms of one name, those that the root or another term defines. */
  readonly #placed: ReadonlySet<number>;
  readonly #similarity: number;
  readonly #nearly = new Map<string, readonly number[]>();

  /** @param similarity least similarity of spelling at which a name counts as another's */
  constructor(terms: readonly ReadTerm[], root: Root, similarity: number) {
    this.#similarity = similarity;
    for (const { index, labels } of terms) {
      for (const label of labels) {
        push(this.#byLabel, label, index);
        push(this.#byPrefix, label.slice(0, FUZZY_PREFIX), label);
        const words = label.split(" ");
        push(this.#byStem, fieldStem(words.at(-1)!), { term: index, words });
        if (words.length < 2) continue;
        if (root.labels.has(singular(words.at(-1)!))) push(this.#byQualifier, words[0]!, index);
        const qualifiers = words.slice(0, -1).filter((word) => !FUNCTION_WORDS.has(word))
          .map(looseStem);
        if (qualifiers.length === 0) continue;
        push(this.#qualified, qualifiers[0]!, {
          term: index,
          qualifiers,
          head: looseStem(words.at(-1)!),
        });
      }
    }
    this.#placed = new Set(
      terms.filter(({ index, phrases: [phrase] }) =>
        phrase !== undefined &&
        (isOfRoot(root, phrase.words, phrase) ||
          this.#suffixNames(phrase.words).some((term) => term !== index))
      ).map(({ index }) => index),
    );
  }

  /** Terms of a name: exactly, in the singular, or of nearly the same spelling where asked for. */
  named(label: string, fuzzy = false): readonly number[] {
    const exact = this.#byLabel.get(label) ?? this.#byLabel.get(singularLabel(label));
    const found = exact ?? (fuzzy ? this.#near(label) : []);
    if (found.length < 2) return found;
    if (found.length > CROWD) return [];
    const placed = found.filter((term) => this.#placed.has(term));
    return placed.length > 0 ? placed : found;
  }

  /** The longest name that a phrase ends with. */
  atEnd(words: readonly string[]): Named | undefined {
    for (let from = 0; from < words.length; from++) {
      const label = words.slice(from).join(" ");
      const terms = this.named(label, from === 0);
      if (terms.length > 0) return { terms, label };
    }
    return undefined;
  }

  /** Terms whose names end with a word of this stem, with the words of the name. */
  ofStem(stem: string): readonly { readonly term: number; readonly words: readonly string[] }[] {
    return fewOf(this.#byStem, stem);
  }

  /** Terms named by this word and a word for what the tree is of: `humanistic discipline`. */
  ofQualifier(word: string): readonly number[] {
    return fewOf(this.#byQualifier, word);
  }

  /** Names of several words whose first has this stem. */
  qualifiedBy(stem: string): readonly Qualified[] {
    return fewOf(this.#qualified, stem);
  }

  #suffixNames(words: readonly string[]): readonly number[] {
    for (let from = 0; from < words.length; from++) {
      const label = words.slice(from).join(" ");
      const found = this.#byLabel.get(label) ?? this.#byLabel.get(singularLabel(label));
      if (found !== undefined) return found;
    }
    return [];
  }

  #near(label: string): readonly number[] {
    if (this.#similarity >= 1 || label.length < 6) return [];
    const known = this.#nearly.get(label);
    if (known !== undefined) return known;
    let best = this.#similarity, found: readonly number[] = [];
    for (const other of fewOf(this.#byPrefix, label.slice(0, FUZZY_PREFIX))) {
      // More letters of difference than the similarity allows: no need to count edits.
      if (
        Math.abs(other.length - label.length) > (1 - best) * Math.max(other.length, label.length)
      ) {
        continue;
      }
      const similarity = spellingSimilarity(label, other);
      if (similarity < best || (similarity === best && found.length > 0)) continue;
      [best, found] = [similarity, this.#byLabel.get(other)!];
    }
    this.#nearly.set(label, found);
    return found;
  }
}

/** What is listed under a key, unless it is a crowd. */
function fewOf<K, V>(map: ReadonlyMap<K, readonly V[]>, key: K): readonly V[] {
  const list = map.get(key) ?? [];
  return list.length > CROWD ? [] : list;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}
