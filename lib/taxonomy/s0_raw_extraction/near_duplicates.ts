import { normalizeLabel, wordsOf } from "../text/words.ts";

/** Options of {@linkcode NearDuplicates}. */
export interface NearDuplicateOptions {
  /** Words in a shingle. */
  readonly shingleWords: number;
  /** Least Jaccard similarity of the shingles of two texts that count as one. */
  readonly similarity: number;
  /** How many texts are remembered; older ones are forgotten. */
  readonly window: number;
}

const BANDS = 4;
const ROWS = 4;

/** What is remembered of one text. */
interface Remembered {
  readonly id: string;
  readonly group: string;
  readonly shingles: ReadonlySet<number>;
  readonly keys: readonly string[];
}

/**
 * Finds texts that were seen before but for a few words: MinHash proposes, the exact Jaccard similarity decides.
 *
 * Memory is bounded by the window.
 *
 * Source: A. Broder, "On the resemblance and containment of documents", 1997; banding: A. Rajaraman, J. Ullman,
 * "Mining of massive datasets", ch. 3.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { NearDuplicates } from "./near_duplicates.ts";
 * const seen = new NearDuplicates({ shingleWords: 2, similarity: 0.9, window: 100 });
 * assertEquals(seen.firstLike("1", "p", "the study of light and heat"), undefined);
 * assertEquals(seen.firstLike("2", "p", "The study of light, and heat!"), "1");
 * assertEquals(seen.firstLike("3", "another", "the study of light and heat"), undefined);
 * ```
 */
export class NearDuplicates {
  readonly #options: NearDuplicateOptions;
  readonly #bands = new Map<string, Remembered>();
  readonly #ring: Remembered[] = [];
  #oldest = 0;

  constructor(options: NearDuplicateOptions) {
    this.#options = options;
  }

  /** The id of the first text of the same group that is nearly this one; otherwise remembers this one. */
  firstLike(id: string, group: string, text: string): string | undefined {
    const shingles = shinglesOf(text, this.#options.shingleWords);
    const keys = bandKeys(shingles, group);
    for (const key of keys) {
      const other = this.#bands.get(key);
      if (other === undefined || other.group !== group) continue;
      if (similarityOf(shingles, other.shingles) >= this.#options.similarity) return other.id;
    }
    this.#remember({ id, group, shingles, keys });
    return undefined;
  }

  #remember(text: Remembered): void {
    if (this.#ring.length < this.#options.window) this.#ring.push(text);
    else {
      const old = this.#ring[this.#oldest]!;
      for (const key of old.keys) if (this.#bands.get(key) === old) this.#bands.delete(key);
      this.#ring[this.#oldest] = text;
      this.#oldest = (this.#oldest + 1) % this.#options.window;
    }
    for (const key of text.keys) if (!this.#bands.has(key)) this.#bands.set(key, text);
  }
}

function shinglesOf(text: string, size: number): Set<number> {
  const words = wordsOf(normalizeLabel(text));
  const shingles = new Set<number>();
  const last = Math.max(0, words.length - size);
  for (let at = 0; at <= last; at++) {
    let hash = 0x811c9dc5;
    for (let i = at; i < Math.min(words.length, at + size); i++) {
      const word = words[i]!;
      for (let c = 0; c < word.length; c++) hash = Math.imul(hash ^ word.charCodeAt(c), 0x01000193);
      hash = Math.imul(hash ^ 0x20, 0x01000193);
    }
    shingles.add(hash >>> 0);
  }
  return shingles;
}

function bandKeys(shingles: ReadonlySet<number>, group: string): string[] {
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < least.length; i++) {
      let hash = Math.imul(shingle ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash = (hash ^ (hash >>> 16)) >>> 0;
      if (hash < least[i]!) least[i] = hash;
    }
  }
  return Array.from(
    { length: BANDS },
    (_, band) => `${band}:${least.slice(band * ROWS, (band + 1) * ROWS).join(",")}:${group}`,
  );
}

function similarityOf(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let common = 0;
  for (const shingle of a) if (b.has(shingle)) common++;
  const all = a.size + b.size - common;
  return all === 0 ? 1 : common / all;
}
