import { type NounPhrase, nounPhrases, plainDefinition } from "../text/noun_phrase.ts";
import { normalizeLabel, singularLabel, wordsOf } from "../text/words.ts";

/** A label with the text that defines it: what parents are looked for. */
export interface Term {
  /** Unique among the terms at hand. */
  readonly id: string;
  /** Names as written, the main one first. */
  readonly heads: readonly string[];
  /** What the text says it is; empty where nothing does. */
  readonly definition: string;
  /** The part of a work that its text stands in, if any. */
  readonly section?: string;
  /** Other texts speak of its branches as those of what the tree is of. */
  readonly divided?: boolean;
}

/** A term with what is read off its text once. */
export interface ReadTerm extends Term {
  /** Place among the terms at hand. */
  readonly index: number;
  /** Its names as they are compared, without abbreviations. */
  readonly labels: readonly string[];
  /** Names of capitals only, as written. */
  readonly acronyms: readonly string[];
  readonly phrases: readonly NounPhrase[];
  /** Words of the definition, normalised, brackets left out. */
  readonly words: readonly string[];
}

const ACRONYM = /^[A-Z][A-Z.]{1,5}$/;

/**
 * Reads names and definition of a term.
 *
 * @param spellOut replaces abbreviations in the definition by what they stand for
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readTerm } from "./term.ts";
 * const term = readTerm({ id: "t", heads: ["AI", "Machine-Learning"], definition: "a science" }, 0);
 * assertEquals([term.labels, term.acronyms, term.words], [
 *   ["machine learning"],
 *   ["AI"],
 *   ["a", "science"],
 * ]);
 * ```
 */
export function readTerm(
  term: Term,
  index: number,
  spellOut: (definition: string) => string = (definition) => definition,
): ReadTerm {
  const acronyms = term.heads.filter((head) => ACRONYM.test(head));
  const names = term.heads.filter((head) => !ACRONYM.test(head));
  const labels = [
    ...new Set((names.length > 0 ? names : acronyms).map((head) => normalizeLabel(head))),
  ]
    .filter((label) => label !== "");
  const definition = spellOut(term.definition);
  return {
    ...term,
    index,
    labels,
    acronyms,
    phrases: nounPhrases(definition),
    words: wordsOf(normalizeLabel(plainDefinition(definition))),
  };
}

/** Whether a label says the same as one of these: as it stands, or in the singular. */
export function saysOneOf(labels: ReadonlySet<string>, label: string): boolean {
  return labels.has(label) || labels.has(singularLabel(label));
}
