import { indexSymbols, type SymbolField } from "./symbol_field.ts";
import type { Premise } from "./premise.ts";
import { conclusionOf, leftSideOf, symbolsOf } from "./symbols.ts";

/** What premises are looked for. */
export interface PremiseQuery {
  /** The goal's target, as Lean prints it. */
  readonly target: string;
  /** Types of its hypotheses. @default {[]} */
  readonly hypotheses?: readonly string[];
  /**
   * What of a premise has to be like the goal: all of it, or the left side of its equation, which is what a
   * rewriter looks for.
   *
   * @default {"statement"}
   */
  readonly by?: "statement" | "left side";
  /** A theorem of the library: only what modules before its own declare is found. */
  readonly before?: string;
  /** Premises wanted at most. @default {16} */
  readonly limit?: number;
}

/** A premise with what makes it worth trying, higher first. */
export interface RankedPremise {
  readonly premise: Premise;
  readonly score: number;
}

/** Finds the theorems that a goal may need. */
export interface PremiseIndex {
  readonly size: number;
  /** The best first; equal ones in order of declaration. */
  search(query: PremiseQuery): readonly RankedPremise[];
  /** The premise of a name. */
  get(name: string): Premise | undefined;
}

/** A match in the conclusion counts as much more, one in a hypothesis as much less. */
const CONCLUSION = 2, HYPOTHESIS = 0.4;
/** Theorems of the same folder of the library are near: so much is that worth. */
const SAME_FOLDER = 1.25;

/**
 * Ranks premises by the symbols they share with a goal, rare ones first: see {@linkcode indexSymbols}.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createPremiseIndex } from "./premise_index.ts";
 * const index = createPremiseIndex([
 *   { name: "Nat.add_comm", statement: "∀ (n m : Nat), n + m = m + n", module: "Init", order: 0 },
 *   { name: "Nat.mul_comm", statement: "∀ (n m : Nat), n * m = m * n", module: "Init", order: 1 },
 * ]);
 * assertEquals(index.search({ target: "a * b = b * a" })[0]?.premise.name, "Nat.mul_comm");
 * ```
 */
export function createPremiseIndex(premises: Iterable<Premise>): PremiseIndex {
  const all = [...premises].sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
  const places = new Map(all.map((premise, at) => [premise.name, at]));
  const fields: Record<"statement" | "left side", SymbolField> = {
    "statement": indexSymbols(all.map((premise) => weighted(premise.statement))),
    "left side": indexSymbols(all.map(({ statement }) => symbolsOf(leftSideOf(statement) ?? ""))),
  };
  const search = (query: PremiseQuery): readonly RankedPremise[] => {
    const end = query.before === undefined ? undefined : all[places.get(query.before) ?? -1];
    const ranked: RankedPremise[] = [];
    for (const [at, score] of fields[query.by ?? "statement"].score(querySymbols(query))) {
      const premise = all[at]!;
      if (end !== undefined && premise.order >= end.order) continue;
      const near = end !== undefined && folderOf(premise.module) === folderOf(end.module)
        ? SAME_FOLDER
        : 1;
      ranked.push({ premise, score: score * near });
    }
    ranked.sort((a, b) => b.score - a.score || a.premise.order - b.premise.order);
    return ranked.slice(0, query.limit ?? 16);
  };
  return { size: all.length, search, get: (name) => all[places.get(name) ?? -1] };
}

function folderOf(module: string): string {
  return module.split(".").slice(0, 3).join(".");
}

/** Symbols of a premise; those of its conclusion count more. */
function weighted(statement: string): ReadonlyMap<string, number> {
  const weights = new Map(symbolsOf(statement));
  for (const [symbol, count] of symbolsOf(conclusionOf(statement))) {
    weights.set(symbol, (weights.get(symbol) ?? 0) + count * (CONCLUSION - 1));
  }
  return weights;
}

function querySymbols({ target, hypotheses = [] }: PremiseQuery): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const symbol of symbolsOf(target).keys()) weights.set(symbol, 1);
  for (const type of hypotheses) {
    for (const symbol of symbolsOf(type).keys()) {
      if (!weights.has(symbol)) weights.set(symbol, HYPOTHESIS);
    }
  }
  return weights;
}
