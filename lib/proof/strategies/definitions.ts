import type { PrintedGoal } from "./printed_goal.ts";

/** Names guessed at most: a wrong one costs a request that Lean refuses at once. */
const GUESSES = 10;

/**
 * Definitions that a goal may be about, guessed from its text: constants as they stand, and fields such as
 * `xs.length` under every type that the goal names. Lean says which of them exist.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { definitionsOf } from "./definitions.ts";
 * import { parseGoal } from "./printed_goal.ts";
 * const goal = parseGoal("xs : List Nat\n⊢ (xs.erase 0).length = Nat.pred 2");
 * assertEquals(definitionsOf(goal).slice(0, 3), ["Nat.pred", "List.erase", "List.length"]);
 * ```
 */
export function definitionsOf(goal: PrintedGoal): readonly string[] {
  const { target } = goal;
  const whole = target.match(/(?<![\p{L}\p{N}_.])\p{Lu}[\p{L}\p{N}_]*(?:\.[\p{L}\p{N}_!?']+)+/gu) ??
    [];
  const types = new Set<string>();
  for (const { type } of goal.hypotheses) {
    const head = /^\(?(\p{Lu}\w*(?:\.\p{Lu}\w*)*)/u.exec(type)?.[1];
    if (head !== undefined && !/^(Type|Prop|Sort)$/.test(head)) types.add(head);
  }
  for (const name of whole) types.add(name.slice(0, name.lastIndexOf(".")));
  const fields = [...target.matchAll(/(?<=[)\]}\p{Ll}\p{N}'₀-₉])\.(\p{Ll}[\p{L}\p{N}_]*[!?']?)/gu)]
    .map((match) => match[1]!);
  const guessed = [...types].flatMap((type) => fields.map((field) => `${type}.${field}`));
  return [...new Set([...whole, ...guessed])].slice(0, GUESSES);
}
