import { FUNCTION_WORDS, normalizeLabel, singular, wordsOf } from "./words.ts";

/** Weights by gram, of length 1 unless empty. */
export type GlossVector = ReadonlyMap<string, number>;

/**
 * Counts of a text's grams: for each word that says something its first 4 letters and its first 7 letters,
 * so that `society` and `social` are somewhat alike and `societies` more so.
 */
export function gramsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of wordsOf(normalizeLabel(text))) {
    if (word.length < 3 || FUNCTION_WORDS.has(word)) continue;
    const stem = singular(word);
    for (const gram of [stem.slice(0, 4), `=${stem.slice(0, 7)}`]) {
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  return counts;
}

const SLOTS = 1 << 18;

/** How many texts hold a gram, in memory that does not grow: grams share counters by hash. */
export class DocumentFrequency {
  readonly #counts = new Uint32Array(SLOTS);
  #documents = 0;

  /** Counts one text. */
  add(grams: ReadonlyMap<string, number>): void {
    this.#documents++;
    for (const gram of grams.keys()) this.#counts[slotOf(gram)]!++;
  }

  /** ln(texts / texts with the gram); 0 before any text was counted. */
  inverse(gram: string): number {
    if (this.#documents === 0) return 0;
    return Math.log((this.#documents + 1) / Math.max(1, this.#counts[slotOf(gram)]!));
  }
}

/**
 * Weights a text's grams by (1 + ln count) × inverse document frequency.
 *
 * Source: G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988.
 */
export function glossVector(
  grams: ReadonlyMap<string, number>,
  frequency: DocumentFrequency,
): GlossVector {
  const weights = new Map<string, number>();
  for (const [gram, count] of grams) {
    weights.set(gram, (1 + Math.log(count)) * frequency.inverse(gram));
  }
  return unit(weights);
}

/** The same direction with length 1; with `most`, of its heaviest grams only. */
export function unit(weights: ReadonlyMap<string, number>, most = Infinity): GlossVector {
  let entries = [...weights];
  if (entries.length > most) {
    entries = entries.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most);
  }
  let sum = 0;
  for (const [, weight] of entries) sum += weight * weight;
  const length = Math.sqrt(sum) || 1;
  return new Map(entries.map(([gram, weight]) => [gram, weight / length]));
}

/**
 * The cosine of two vectors of length 1.
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { cosine, unit } from "./gloss_vector.ts";
 * const a = unit(new Map([["ligh", 3], ["wave", 4]]));
 * assertAlmostEquals(cosine(a, a), 1);
 * assertAlmostEquals(cosine(a, unit(new Map([["ligh", 1]]))), 0.6);
 * ```
 */
export function cosine(a: GlossVector, b: GlossVector): number {
  const [few, many] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [gram, weight] of few) sum += weight * (many.get(gram) ?? 0);
  return sum;
}

/** FNV-1a over UTF-16 units. */
function slotOf(gram: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < gram.length; i++) hash = Math.imul(hash ^ gram.charCodeAt(i), 0x01000193);
  return (hash >>> 0) & (SLOTS - 1);
}
