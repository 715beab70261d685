import { digestOf } from "../../substrate/values/digest.ts";
import { closedStatement, type Goal } from "./goal.ts";
import { normaliseStatement } from "./normalise.ts";

/**
 * What a statement is called whatever Lean it is for: 24 hex digits of the digest of its normal form.
 *
 * Tickets are kept under it.
 */
export function statementKey(goal: Pick<Goal, "context" | "statement">): string {
  return digestOf(normaliseStatement(closedStatement(goal))).slice(0, 24);
}

/**
 * What a goal is called in the ledger: its statement under its context, for one toolchain.
 *
 * It comes from the text, not from Lean's own elaborated form, so that tickets and queues need no Lean and a goal
 * is called the same whatever backend is at hand: names of bound variables count for nothing, everything else
 * counts, case included. Two texts that only Lean can tell to be the same are two goals, which costs a proof
 * and nothing else.
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { goalId } from "./goal_id.ts";
 * const goal = { context: ["(n : Nat)"], statement: "n = n" };
 * assertEquals(goalId(goal, "4.28"), goalId({ context: [], statement: "∀ k : Nat, k = k" }, "4.28"));
 * assertNotEquals(goalId(goal, "4.28"), goalId(goal, "4.29"));
 * ```
 */
export function goalId(goal: Pick<Goal, "context" | "statement">, toolchain: string): string {
  return digestOf({ statement: normaliseStatement(closedStatement(goal)), toolchain }).slice(0, 24);
}
