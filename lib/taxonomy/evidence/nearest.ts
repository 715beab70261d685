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
  const postings = new Map<string, { readonly indices: number[]; readonly weights: number[] }>();
  vectors.forEach((vector, index) => {
    for (const [gram, weight] of vector) {
      const posting = postings.get(gram);
      if (posting === undefined) postings.set(gram, { indices: [index], weights: [weight] });
      else {
        posting.indices.push(index);
        posting.weights.push(weight);
      }
    }
  });
  const sums = new Float64Array(vectors.length);
  const touched = new Uint8Array(vectors.length);
  return vectors.map((vector, from) => {
    const others: number[] = [];
    for (const [gram, weight] of vector) {
      const { indices, weights } = postings.get(gram)!;
      if (indices.length > MOST_SHARED) continue;
      for (let i = 0; i < indices.length; i++) {
        const other = indices[i]!;
        if (touched[other] === 0) {
          if (other === from || !allowed(from, other)) continue;
          touched[other] = 1;
          others.push(other);
        }
        sums[other]! += weight * weights[i]!;
      }
    }
    const best = bestOf(others, sums, most);
    for (const other of others) {
      sums[other] = 0;
      touched[other] = 0;
    }
    return best;
  });
}

/** The largest sums, best first, without sorting all of them. */
function bestOf(others: readonly number[], sums: Float64Array, most: number): Near[] {
  const best: Near[] = [];
  for (const index of others) {
    const likeness = sums[index]!;
    let at = best.length;
    while (at > 0 && comesBefore(index, likeness, best[at - 1]!)) at--;
    if (at >= most) continue;
    best.splice(at, 0, { index, likeness });
    if (best.length > most) best.pop();
  }
  return best;
}

function comesBefore(index: number, likeness: number, other: Near): boolean {
  return likeness > other.likeness || (likeness === other.likeness && index < other.index);
}
