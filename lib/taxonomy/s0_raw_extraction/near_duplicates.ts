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
  readonly shingles: readonly number[];
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
  /** Band key → place in the ring of the first text that has it. */
  readonly #bands = new Map<number, number>();
  readonly #ring: Remembered[] = [];
  /** Band keys by place in the ring, {@linkcode BANDS} each. */
  readonly #keys: number[] = [];
  #oldest = 0;

  constructor(options: NearDuplicateOptions) {
    this.#options = options;
  }

  /** The id of the first text of the same group that is nearly this one; otherwise remembers this one. */
  firstLike(id: string, group: string, text: string): string | undefined {
    const shingles = shinglesOf(text, this.#options.shingleWords);
    const keys = bandKeys(shingles, group);
    for (const key of keys) {
      const at = this.#bands.get(key);
      if (at === undefined) continue;
      const other = this.#ring[at]!;
      if (other.group !== group) continue;
      if (similarityOf(shingles, other.shingles) >= this.#options.similarity) return other.id;
    }
    this.#remember({ id, group, shingles: [...shingles] }, keys);
    return undefined;
  }

  #remember(text: Remembered, keys: readonly number[]): void {
    const at = this.#oldest;
    this.#oldest = (at + 1) % this.#options.window;
    const forgets = at < this.#ring.length;
    this.#ring[at] = text;
    for (let band = 0; band < BANDS; band++) {
      const place = at * BANDS + band;
      const old = this.#keys[place];
      if (forgets && this.#bands.get(old!) === at) this.#bands.delete(old!);
      this.#keys[place] = keys[band]!;
    }
    for (const key of keys) if (!this.#bands.has(key)) this.#bands.set(key, at);
  }
}

/** Hashes as signed 32-bit integers, which the engine keeps without an object each. */
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
    shingles.add(hash | 0);
  }
  return shingles;
}

/** Of each hash function of MinHash. */
const SALTS = Int32Array.from({ length: BANDS * ROWS }, (_, i) => Math.imul(i + 1, 0x9e3779b1));
const least = new Uint32Array(BANDS * ROWS);

/** 53 bits of each band's least hashes and the group: texts that share a key are compared. */
function bandKeys(shingles: ReadonlySet<number>, group: string): number[] {
  least.fill(0xffffffff);
  for (const shingle of shingles) {
    for (let i = 0; i < BANDS * ROWS; i++) {
      let hash = Math.imul(shingle ^ SALTS[i]!, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
      hash = (hash ^ (hash >>> 16)) >>> 0;
      if (hash < least[i]!) least[i] = hash;
    }
  }
  let seed = 0x811c9dc5;
  for (let c = 0; c < group.length; c++) seed = Math.imul(seed ^ group.charCodeAt(c), 0x01000193);
  const keys: number[] = [];
  for (let band = 0; band < BANDS; band++) {
    let high = seed ^ band, low = Math.imul(seed, 0x9e3779b1) ^ band;
    for (let row = band * ROWS; row < (band + 1) * ROWS; row++) {
      high = Math.imul((high ^ least[row]!) + (high >>> 15), 0x85ebca6b);
      low = Math.imul((low ^ least[row]!) + (low >>> 13), 0xc2b2ae35);
    }
    high ^= high >>> 16;
    keys.push((high >>> 0) * 0x200000 + (low >>> 11));
  }
  return keys;
}

function similarityOf(a: ReadonlySet<number>, b: readonly number[]): number {
  let common = 0;
  for (const shingle of b) if (a.has(shingle)) common++;
  const all = a.size + b.length - common;
  return all === 0 ? 1 : common / all;
}
