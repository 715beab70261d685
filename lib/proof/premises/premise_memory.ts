import { indexSymbols } from "./symbol_field.ts";
import { symbolsOf } from "./symbols.ts";

/** A goal that was proved, and the constants of the library that its proof uses. */
export interface ProvedGoal {
  readonly statement: string;
  readonly premises: readonly string[];
}

/** What the proofs of goals like one at hand were made of. */
export interface PremiseMemory {
  /** Names, the most promising first; only those that `fits`. */
  search(text: string, limit: number, fits: (name: string) => boolean): readonly string[];
}

/** Proved goals that are asked. */
const NEIGHBOURS = 8;

/**
 * Remembers which premises helped, and finds them by likeness of the goals: each of the nearest proved goals
 * gives its own score to its premises, in equal parts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPremiseMemory } from "./premise_memory.ts";
 * const memory = createPremiseMemory([
 *   { statement: "∀ n : Nat, n * 0 = 0", premises: ["Nat.mul_zero"] },
 *   { statement: "∀ xs : List Nat, xs ++ [] = xs", premises: ["List.append_nil"] },
 * ]);
 * assertEquals(memory.search("ys ++ ([] ++ []) = ys", 1, () => true), ["List.append_nil"]);
 * ```
 */
export function createPremiseMemory(proved: readonly ProvedGoal[]): PremiseMemory {
  const field = indexSymbols(proved.map(({ statement }) => symbolsOf(statement)));
  return {
    search: (text, limit, fits) => {
      const query = new Map([...symbolsOf(text).keys()].map((symbol) => [symbol, 1]));
      const near = [...field.score(query)].sort(([a, x], [b, y]) => y - x || a - b)
        .slice(0, NEIGHBOURS);
      const worth = new Map<string, number>();
      for (const [at, score] of near) {
        const fitting = proved[at]!.premises.filter(fits);
        for (const name of fitting) {
          worth.set(name, (worth.get(name) ?? 0) + score / fitting.length);
        }
      }
      return [...worth].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, limit)
        .map(([name]) => name);
    },
  };
}
