import { WordTrie } from "../text/word_trie.ts";
import { FUNCTION_WORDS, normalizeLabel, singular, wordsOf } from "../text/words.ts";

/** A term that texts name. */
export interface NamedTerm {
  /** As it is compared. */
  readonly label: string;
  /** Its C-value. */
  readonly termhood: number;
  /** The first record that names it. */
  readonly recordId: string;
}

/** Options of {@linkcode TermCounter}. */
export interface TermCounterOptions {
  /** Normalised labels that are known: what terms end with. */
  readonly known: ReadonlySet<string>;
  /** Most words of a term. */
  readonly maxTokens: number;
  /** Most terms counted; later ones are not heard of any more. */
  readonly most: number;
}

/** Words that stand before a label without being part of a name. */
const LOOSE = new Set(
  ("new old modern ancient general special early late later great good important other another same " +
    "different own certain many most several various first second third study studies studied studying " +
    "branch branches field fields area areas kind kinds type types part parts form forms teach teaches " +
    "taught teaching learn learned department school institute college faculty professor history using " +
    "called named including like about also both only very much well they them you our your one two three")
    .split(" "),
);

interface Counted {
  readonly recordId: string;
  records: number;
  /** Longer terms that end with it, and in how many records. */
  longer: number;
  longerRecords: number;
}

/**
 * Counts the terms that texts name and that end with a known label: `particle physics` where `physics` is known.
 *
 * A term's C-value is log2 of its words times the records that name it, less the mean of the longer terms around
 * it. Memory is bounded by {@linkcode TermCounterOptions.most}.
 *
 * Source: K. Frantzi, S. Ananiadou, H. Mima, "Automatic recognition of multi-word terms: the C-value/NC-value
 * method", 2000.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { TermCounter } from "./term_counter.ts";
 * const counter = new TermCounter({ known: new Set(["physics"]), maxTokens: 5, most: 100 });
 * counter.hear("r1", "They do particle physics, and the physics of stars.");
 * counter.hear("r2", "Particle physics is costly.");
 * assertEquals(counter.terms(), [{ label: "particle physics", termhood: 2, recordId: "r1" }]);
 * ```
 */
export class TermCounter {
  readonly #options: TermCounterOptions;
  /** Known labels by their words, the last one first. */
  readonly #known = new WordTrie<true>();
  readonly #counts = new Map<string, Counted>();

  constructor(options: TermCounterOptions) {
    this.#options = options;
    for (const label of options.known) this.#known.add(label.split(" ").reverse(), true);
  }

  /** Takes in one record; a term counts once in it. */
  hear(recordId: string, text: string): void {
    const named = new Set<string>();
    for (const run of text.split(/[^\p{L}\p{M}\p{N}'’\- ]+/u)) {
      const words = wordsOf(normalizeLabel(run));
      for (const at of words.keys()) {
        let longest = 0;
        for (const { length } of this.#known.matches(words, at, -1)) longest = length;
        if (longest > 0) this.#extend(words, at, longest, named);
      }
    }
    for (const label of named) {
      const counted = this.#counts.get(label);
      if (counted !== undefined) counted.records++;
      else if (this.#counts.size < this.#options.most) {
        this.#counts.set(label, { recordId, records: 1, longer: 0, longerRecords: 0 });
      }
    }
  }

  #extend(words: readonly string[], at: number, length: number, named: Set<string>): void {
    const { known, maxTokens } = this.#options;
    for (let from = at - length; from >= 0 && at - from + 1 <= maxTokens; from--) {
      if (!isPartOfName(words[from]!)) return;
      const label = words.slice(from, at + 1).join(" ");
      if (known.has(label)) continue;
      named.add(label);
    }
  }

  /** The terms with their C-values, by label. */
  terms(): NamedTerm[] {
    for (const [label, { records }] of this.#counts) {
      for (let cut = label.indexOf(" "); cut !== -1; cut = label.indexOf(" ", cut + 1)) {
        const inner = this.#counts.get(label.slice(cut + 1));
        if (inner === undefined) continue;
        inner.longer++;
        inner.longerRecords += records;
      }
    }
    return [...this.#counts].map(([label, { recordId, records, longer, longerRecords }]) => ({
      label,
      termhood: Math.log2(label.split(" ").length) *
        (records - (longer === 0 ? 0 : longerRecords / longer)),
      recordId,
    })).sort((a, b) => a.label < b.label ? -1 : 1);
  }
}

function isPartOfName(word: string): boolean {
  return word.length > 2 && !FUNCTION_WORDS.has(word) && !LOOSE.has(word) &&
    !LOOSE.has(singular(word)) && !word.endsWith("ly") && !/\d/.test(word);
}
