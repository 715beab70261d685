import type { GlossVector } from "../text/gloss_vector.ts";

/** A vector near another one. */
export interface Near {
  readonly index: number;
  /** Their cosine. */
  readonly likeness: number;
}

/** Grams in more vectors than this tell little and cost much. */
const MOST_SHARED = 400;

/**
 * The most similar others of each vector, best first, ties by index; grams that very many share do not count.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { unit } from "../text/gloss_vector.ts";
 * import { nearest } from "./nearest.ts";
 * const vectors = ["ab", "ab", "c"].map((grams) => unit(new Map([...grams].map((g) => [g, 1]))));
 * assertEquals(nearest(vectors, 5).map((found) => found.map(({ index }) => index)), [[1], [0], []]);
 * ```
 */
export function nearest(
  vectors: readonly GlossVector[],
  most: number,
  allowed: (from: number, to: number) => boolean = () => true,
): Near[][] {
  const postings = new Map<string, { readonly index: number; readonly weight: number }[]>();
  vectors.forEach((vector, index) => {
    for (const [gram, weight] of vector) {
      const posting = postings.get(gram);
      if (posting === undefined) postings.set(gram, [{ index, weight }]);
      else posting.push({ index, weight });
    }
  });
  return vectors.map((vector, from) => {
    const sums = new Map<number, number>();
    for (const [gram, weight] of vector) {
      const posting = postings.get(gram)!;
      if (posting.length > MOST_SHARED) continue;
      for (const other of posting) {
        if (other.index === from || !allowed(from, other.index)) continue;
        sums.set(other.index, (sums.get(other.index) ?? 0) + weight * other.weight);
      }
    }
    return [...sums].map(([index, likeness]) => ({ index, likeness }))
      .sort((a, b) => b.likeness - a.likeness || a.index - b.index).slice(0, most);
  });
}
