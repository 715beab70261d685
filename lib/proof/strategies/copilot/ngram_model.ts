import { symbolsOf } from "../../premises/symbols.ts";
import { fill, localsOf, shapeOf, type TacticShape } from "./tactic_shape.ts";
import type { ProposedTactic, TacticModel, TacticRequest } from "./tactic_model.ts";

/** A proved goal of the ledger. */
export interface ProvedScript {
  readonly statement: string;
  readonly tactics: readonly string[];
}

/** What is known before the first proof: shapes with the weight of so many uses. */
const PRIOR: readonly (readonly [TacticShape, number])[] = [
  ["simp_all", 6],
  ["grind", 5],
  ["omega", 5],
  ["simp", 3],
  ["induction {n}", 3],
  ["cases {s}", 3],
  ["rfl", 1],
  ["simp [{e}]", 2],
  ["rw [{e}]", 2],
  ["rw [← {e}]", 1],
  ["apply {h}", 2],
  ["constructor", 2],
  ["ext", 1],
  ["split", 2],
  ["induction {n} generalizing {o}", 1],
  ["cases {v}", 1],
  ["simp at {h}", 1],
  ["exists {v}", 1],
  ["left", 1],
  ["right", 1],
  ["apply Classical.byContradiction", 0.5],
  ["exfalso", 0.5],
  ["symm", 0.5],
  ["congr", 0.5],
];

/** Weight of what followed the same tactic, of the prior and counts of all, and of similar goals' scripts. */
const BIGRAM = 0.4, UNIGRAM = 0.3, SIMILAR = 0.3;
/** Proved goals that are looked at for their likeness. */
const NEIGHBOURS = 8;
const START = "";

/**
 * Learns a tactic model from proved scripts: how often each shape of tactic was used, what followed what, and
 * which shapes proved goals with the same symbols. Without a script it is the prior alone.
 *
 * The same rows in any order give the same model.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseGoal } from "../printed_goal.ts";
 * import { learnTacticModel } from "./ngram_model.ts";
 * const row = { statement: "∀ n : Nat, n + 0 = n", tactics: ["intro n", "ac_rfl"] };
 * const model = learnTacticModel(Array(20).fill(row));
 * const goal = parseGoal("n : Nat\n⊢ n + 0 = n");
 * const [best] = await model.propose({ goal, text: "", history: ["intro n"], limit: 3 });
 * assertEquals(best?.tactic, "ac_rfl");
 * ```
 */
export function learnTacticModel(rows: Iterable<ProvedScript>): TacticModel {
  const counts = new Map<TacticShape, number>(PRIOR);
  const followers = new Map<TacticShape, Map<TacticShape, number>>();
  const scripts: { readonly symbols: ReadonlySet<string>; readonly shapes: readonly string[] }[] =
    [];
  for (const { statement, tactics } of rows) {
    const locals = localsOf(tactics);
    // Introductions are made without asking the model.
    const shapes = tactics.filter((tactic) => !/^(intros?|rename_i)\b/.test(tactic))
      .filter((tactic) => !tactic.includes("\n"))
      .map((tactic) => shapeOf(tactic, locals));
    let last = START;
    for (const shape of shapes) {
      add(counts, shape, 1);
      let after = followers.get(last);
      if (after === undefined) followers.set(last, after = new Map());
      add(after, shape, 1);
      last = shape;
    }
    scripts.push({ symbols: new Set(symbolsOf(statement).keys()), shapes });
  }
  const unigram = shares(counts);
  return {
    name: "builtin:ngram",
    propose: (request) => Promise.resolve(propose(request)),
  };

  function propose({ goal, history, limit }: TacticRequest): readonly ProposedTactic[] {
    const locals = new Set(goal.hypotheses.map((h) => h.name));
    const moves = history.filter((tactic) => !/^(intros?|rename_i)\b/.test(tactic));
    const last = moves.length === 0 ? START : shapeOf(moves.at(-1)!, locals);
    const near = shares(similarShapes(goal.target));
    const bigram = shares(followers.get(last) ?? new Map());
    const mixed = new Map<string, number>();
    for (const shape of new Set([...unigram.keys(), ...bigram.keys(), ...near.keys()])) {
      const probability = UNIGRAM * (unigram.get(shape) ?? 0) + BIGRAM * (bigram.get(shape) ?? 0) +
        SIMILAR * (near.get(shape) ?? 0);
      const tactics = fill(shape, goal);
      for (const [at, tactic] of tactics.entries()) add(mixed, tactic, probability / (1 + at));
    }
    return [...mixed].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit)
      .map(([tactic, probability]) => ({ tactic, logProbability: Math.log(probability) }));
  }

  /** Shapes of the scripts whose statements share most symbols, by likeness. */
  function similarShapes(target: string): Map<TacticShape, number> {
    const symbols = new Set(symbolsOf(target).keys());
    const ranked = scripts.map((script) => ({ script, like: jaccard(symbols, script.symbols) }))
      .filter(({ like }) => like > 0)
      .sort((a, b) =>
        b.like - a.like || (a.script.shapes.join() < b.script.shapes.join() ? -1 : 1)
      );
    const found = new Map<TacticShape, number>();
    for (const { script, like } of ranked.slice(0, NEIGHBOURS)) {
      for (const shape of script.shapes) add(found, shape, like);
    }
    return found;
  }
}

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function shares(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([key, count]) => [key, count / total]));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const symbol of a) if (b.has(symbol)) both++;
  const either = a.size + b.size - both;
  return either === 0 ? 0 : both / either;
}
