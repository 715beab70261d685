import { closedStatement, type Goal } from "./goal.ts";
import { leanTokens } from "./lean_tokens.ts";

/** Types by which goals are told apart, the most telling first. */
const CLASSES: readonly (readonly [type: string, category: string])[] = [
  ["Option", "option"],
  ["List", "list"],
  ["Array", "list"],
  ["Bool", "bool"],
  ["Int", "int"],
  ["ℤ", "int"],
  ["Nat", "nat"],
  ["ℕ", "nat"],
  ["Prop", "logic"],
];

/**
 * The class of a goal that names none: that of the most telling type in its statement, or `other`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { categoryOf } from "./category.ts";
 * assertEquals(categoryOf({ context: ["(xs : List Nat)"], statement: "xs ++ [] = xs" }), "list");
 * ```
 */
export function categoryOf(goal: Pick<Goal, "context" | "statement">): string {
  const words = new Set(
    leanTokens(closedStatement(goal)).map(({ text }) => text.split(".", 1)[0]!),
  );
  return CLASSES.find(([type]) => words.has(type))?.[1] ?? "other";
}
