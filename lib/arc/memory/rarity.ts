/**
 * Task similarity: weighted Jaccard over fact keys, rare facts weighing more (inverse document frequency).
 *
 * Weights are whole numbers, so sums do not depend on the order they are made in.
 * Source: S. Ioffe, Improved consistent sampling, weighted minhash and L1 sketching (ICDM 2010), for the
 * measure; K. Spärck Jones (1972) for the weights.
 *
 * @example
 * ```ts
 * import { assert, assertEquals } from "@std/assert";
 * import { Rarity } from "./rarity.ts";
 * const tasks = [[1, 2, 3], [1, 2, 4], [1, 5]].map((keys) => Uint32Array.from(keys));
 * const rarity = new Rarity(tasks);
 * const query = Uint32Array.from([1, 2, 3]);
 * assertEquals(rarity.similarity(query, tasks[0]!), 1);
 * assert(rarity.similarity(query, tasks[1]!) > rarity.similarity(query, tasks[2]!));
 * ```
 */
export class Rarity {
  readonly #weights = new Map<number, number>();
  readonly #unseen: number;

  /** `tasks` holds the ascending keys of every task, each once. */
  constructor(tasks: Iterable<Uint32Array>) {
    const counts = new Map<number, number>();
    let total = 0;
    for (const keys of tasks) {
      total++;
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, count] of counts) this.#weights.set(key, weight(total, count));
    this.#unseen = weight(total, 0);
  }

  /** In [0,1], rounded to a millionth; both lists ascending and without repeats. */
  similarity(a: Uint32Array, b: Uint32Array): number {
    let shared = 0, either = 0, i = 0, j = 0;
    while (i < a.length || j < b.length) {
      const left = a[i] ?? Infinity, right = b[j] ?? Infinity;
      const heavy = this.#weightOf(Math.min(left, right));
      either += heavy;
      if (left === right) shared += heavy;
      if (left <= right) i++;
      if (right <= left) j++;
    }
    return either === 0 ? 0 : Math.round(1e6 * shared / either) / 1e6;
  }

  #weightOf(key: number): number {
    return this.#weights.get(key) ?? this.#unseen;
  }
}

function weight(total: number, count: number): number {
  return Math.round(1000 * (1 + Math.log((total + 1) / (count + 1))));
}
