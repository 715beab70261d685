import { inductive } from "../local_terms.ts";
import { mentions, type PrintedGoal } from "../printed_goal.ts";
import { literalUses, sides } from "../term_text.ts";
import type { Plan } from "./plan.ts";

/** How a running value starts and how it is joined to the rest. */
const MONOIDS: Readonly<Record<string, readonly string[]>> = {
  "0": ["+"],
  "1": ["*"],
  "[]": ["++"],
  "false": ["^^", "||"],
  "true": ["&&"],
  '""': ["++"],
};

/**
 * Accumulators: a function called with a start value is generalised to any value, which an induction needs.
 *
 * `go n 0 = n` becomes `∀ n acc, go n acc = acc + n`, and where the other side is of no use,
 * `∀ n acc, go n acc = acc + go n 0`.
 */
export function accumulatorPlans(goal: PrintedGoal): readonly Plan[] {
  const pair = sides(goal.target);
  const plans: Plan[] = [];
  const stated = new Set<string>();
  for (const use of literalUses(goal.target)) {
    const over = inductive(goal).find((h) => mentions(use.term, h.name));
    if (over === undefined) continue;
    const closed = pair?.[0] === use.term ? [pair[1]] : pair?.[1] === use.term ? [pair[0]] : [];
    for (const rest of [...closed.map(bracket), use.term]) {
      for (const op of MONOIDS[use.literal] ?? []) {
        for (const joined of joins(rest, op)) {
          const statement = `∀ ${over.name} acc, ${use.with("acc")} = (${joined})`;
          // Its own value as the rest says nothing where both sides are the same call.
          if (stated.has(statement) || mentions(rest, "acc")) continue;
          stated.add(statement);
          plans.push({
            name: "accumulator",
            steps: [],
            lemma: { name: "general", statement, variable: over.name },
          });
        }
      }
    }
  }
  return plans.slice(0, 10);
}

/** Lists grow at the front of what is there; for the rest the accumulator stands first, as folds have it. */
function joins(rest: string, op: string): string[] {
  const orders = [`acc ${op} ${rest}`, `${rest} ${op} acc`];
  return op === "++" ? orders.reverse() : orders;
}

const bracket = (term: string): string => /[\s]/.test(term) ? `(${term})` : term;
