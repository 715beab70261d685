import { WordTrie } from "../text/word_trie.ts";
import { normalizeLabel, singular, wordsOf } from "../text/words.ts";
import type { Support } from "../records/candidate.ts";
import type { SourceRecord } from "../records/source_record.ts";

/** Publishers counted exactly up to here; thresholds are far below. */
const MOST_PUBLISHERS = 256;

interface Counted {
  readonly recordIds: string[];
  readonly publishers: Set<string>;
  rawCount: number;
}

/**
 * Counts which records of which publishers mention labels, in one pass over the records.
 *
 * A record counts once for a label however often it names it. Memory grows with the labels, not the records.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { MentionCounter } from "./mention_counter.ts";
 * const counter = new MentionCounter(new Map([["solid state physics", "a"]]), 10);
 * counter.hear("r1", "p", "Solid-state physics, and solid-state physics again");
 * assertEquals(counter.supportOf("a"), { recordIds: ["r1"], publishers: ["p"], rawCount: 1 });
 * ```
 */
export class MentionCounter {
  /** The key of each label, by its words. */
  readonly #labels = new WordTrie<string>();
  readonly #counts = new Map<string, Counted>();
  readonly #kept: number;

  /**
   * @param keys what each label counts for
   * @param kept most record ids that are kept for a key
   */
  constructor(keys: ReadonlyMap<string, string>, kept: number) {
    this.#kept = kept;
    for (const [label, key] of keys) {
      const words = wordsOf(label).map(singular);
      if (words.length === 0) continue;
      this.#labels.add(words, key);
      this.#counts.set(key, { recordIds: [], publishers: new Set(), rawCount: 0 });
    }
  }

  /** Takes in one record. */
  hear(recordId: string, publisher: string, text: string): void {
    const words = wordsOf(normalizeLabel(text)).map(singular);
    const named = new Set<string>();
    for (let at = 0; at < words.length; at++) {
      for (const { value } of this.#labels.matches(words, at)) named.add(value);
    }
    for (const key of named) {
      const counted = this.#counts.get(key)!;
      counted.rawCount++;
      if (counted.recordIds.length < this.#kept) counted.recordIds.push(recordId);
      if (counted.publishers.size < MOST_PUBLISHERS) counted.publishers.add(publisher);
    }
  }

  /** What stands behind a key. */
  supportOf(key: string): Support {
    const counted = this.#counts.get(key);
    return {
      recordIds: [...counted?.recordIds ?? []].sort(),
      publishers: [...counted?.publishers ?? []].sort(),
      rawCount: counted?.rawCount ?? 0,
    };
  }

  /** Takes in a record of S0. */
  hearRecord({ id, text, provenance }: SourceRecord): void {
    this.hear(id, provenance.publisher, text);
  }
}
