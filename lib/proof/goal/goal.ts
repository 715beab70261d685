/** Where a goal came from. */
export type GoalSource = "bank" | "file" | "command" | "sorry" | "library" | "ticket";

/** A statement to prove. */
export interface Goal {
  /** What people call it: an id of the bank, a declaration's name, a place in a file. */
  readonly name: string;
  /** A Lean term of type `Prop`, e.g. `∀ n : Nat, n + 0 = n`. */
  readonly statement: string;
  /** Lean binders that the statement stands under, e.g. `(n : Nat)`, `(h : 0 < n)`. */
  readonly context: readonly string[];
  /** From 0 (easy) to 1; a guess that only decides the order and the slot. */
  readonly difficulty: number;
  /** Higher ones first. */
  readonly priority: number;
  /** The class that the scheduler learns by, e.g. `nat`. */
  readonly category: string;
  readonly source: GoalSource;
}

/**
 * The goal as one closed term: its statement under its binders.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { closedStatement } from "./goal.ts";
 * const goal = { context: ["(n : Nat)"], statement: "n = n" };
 * assertEquals(closedStatement(goal), "∀ (n : Nat), n = n");
 * ```
 */
export function closedStatement(goal: Pick<Goal, "context" | "statement">): string {
  if (goal.context.length === 0) return goal.statement;
  return `∀ ${goal.context.join(" ")}, ${goal.statement}`;
}
