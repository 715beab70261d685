/** A seeded source of randomness; the only one that `lib` may use. */
export interface Prng {
  /** A float in [0, 1). */
  next(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** An integer in [low, high], both ends included. */
  between(low: number, high: number): number;
  /** One element of a non-empty list. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy (Fisher–Yates). */
  shuffled<T>(items: readonly T[]): T[];
  /** An independent stream named by a label; the parent's own stream is not advanced. */
  split(label: string | number): Prng;
}

/**
 * Makes a seeded generator: sfc32 over a state derived from seed and label.
 *
 * Source: C. Doty-Humphrey, PractRand (sfc32); seeding by xmur3-style mixing.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPrng } from "./prng.ts";
 * assertEquals(createPrng(7).below(1000), createPrng(7).below(1000));
 * const parent = createPrng(7);
 * assertEquals(parent.split("a").next(), parent.split("a").next());
 * ```
 */
export function createPrng(seed: number | string): Prng {
  const key = String(seed);
  const mix = mixer(key);
  let a = mix(), b = mix(), c = mix(), d = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) step();
  const prng: Prng = {
    next: () => (step() * 0x200000 + (step() >>> 11)) / 0x20000000000000,
    below: (bound) => {
      if (!Number.isInteger(bound) || bound < 1) {
        throw new RangeError(`Expected a bound of at least 1 but found ${bound}`);
      }
      return Math.floor(prng.next() * bound);
    },
    between: (low, high) => low + prng.below(high - low + 1),
    pick: (items) => items[prng.below(items.length)]!,
    shuffled: (items) => {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = prng.below(i + 1);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },
    split: (label) => createPrng(`${key}/${label}`),
  };
  return prng;
}

/** A stream of well-mixed 32-bit words from text. */
function mixer(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    return (h ^= h >>> 16) >>> 0;
  };
}
