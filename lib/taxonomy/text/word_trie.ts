interface Node<T> {
  readonly next: Map<string, Node<T>>;
  readonly values: T[];
}

/** What ends at a place of a text. */
export interface TrieMatch<T> {
  readonly value: T;
  /** In words. */
  readonly length: number;
}

/**
 * Labels by their words, found in a text without a look at those that only share a word with it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { WordTrie } from "./word_trie.ts";
 * const trie = new WordTrie<string>();
 * trie.add(["solid", "state", "physics"], "a");
 * trie.add(["solid"], "b");
 * const words = "the solid state physics".split(" ");
 * assertEquals([...trie.matches(words, 1)], [{ value: "b", length: 1 }, { value: "a", length: 3 }]);
 * ```
 */
export class WordTrie<T> {
  readonly #root: Node<T> = { next: new Map(), values: [] };

  /** Words in the order in which they are walked. */
  add(words: readonly string[], value: T): void {
    let node = this.#root;
    for (const word of words) {
      let next = node.next.get(word);
      if (next === undefined) node.next.set(word, next = { next: new Map(), values: [] });
      node = next;
    }
    node.values.push(value);
  }

  /**
   * What was added whose words stand in a text from a place on, shortest first.
   *
   * @param step 1 walks to the right, -1 to the left, for labels that were added backwards
   */
  *matches(words: readonly string[], at: number, step: 1 | -1 = 1): Generator<TrieMatch<T>> {
    let node = this.#root;
    for (let place = at, length = 1; place >= 0 && place < words.length; place += step, length++) {
      const next = node.next.get(words[place]!);
      if (next === undefined) return;
      node = next;
      for (const value of node.values) yield { value, length };
    }
  }
}
