import { equations, facts, inductive, splittable, variables } from "../local_terms.ts";
import { mentions, type PrintedGoal } from "../printed_goal.ts";

/**
 * A tactic with slots for local names: `{v}` a variable, `{n}` one to induct on, `{s}` one to split, `{h}` a
 * fact, `{e}` an equation, `{o}` the other variables of the target.
 */
export type TacticShape = string;

/** Fillings of one slot tried at most. */
const FILLINGS = 3;

/**
 * The shape of a tactic in a script: names that the script introduced become slots.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { shapeOf } from "./tactic_shape.ts";
 * const names = new Set(["n", "h"]);
 * assertEquals(shapeOf("induction n", names), "induction {n}");
 * assertEquals(shapeOf("simp [h, Nat.add_comm]", names), "simp [{h}, Nat.add_comm]");
 * ```
 */
export function shapeOf(tactic: string, locals: ReadonlySet<string>): TacticShape {
  const slot = /^induction\b/.test(tactic) ? "{n}" : /^cases\b/.test(tactic) ? "{s}" : "{h}";
  const [head, general] = tactic.split(" generalizing ", 2) as [string, string?];
  const shape = head.replace(
    /(?<![\p{L}\p{N}_.'])[\p{L}_][\p{L}\p{N}_']*(?![\p{L}\p{N}_.'])/gu,
    (word) => locals.has(word) ? slot : word,
  );
  return general === undefined ? shape : `${shape} generalizing {o}`;
}

/** Names that a script gives: by `intro`, `rename_i`, `have` and the like. */
export function localsOf(tactics: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const tactic of tactics) {
    const list = /^(?:intro|rename_i|rintro) (.+)$/.exec(tactic)?.[1];
    for (const name of list?.split(/\s+/) ?? []) names.add(name);
    const stated = /^have (\p{L}[\p{L}\p{N}_']*) :/u.exec(tactic)?.[1];
    if (stated !== undefined) names.add(stated);
  }
  return names;
}

/** The tactics that a shape stands for in a goal: every slot filled, a few ways each. */
export function fill(shape: TacticShape, goal: PrintedGoal): readonly string[] {
  const slot = /\{([vnsheo])\}/.exec(shape);
  if (slot === null) return [shape];
  const names = namesFor(slot[1]!, goal, shape);
  return names.flatMap((name) => fill(shape.replace(slot[0], name), goal)).slice(0, 2 * FILLINGS);
}

function namesFor(slot: string, goal: PrintedGoal, shape: string): readonly string[] {
  const first = (list: readonly { readonly name: string }[]) =>
    list.slice(0, FILLINGS).map((h) => h.name);
  switch (slot) {
    case "v":
      return first(variables(goal));
    case "n":
      return first(inductive(goal));
    case "s":
      return first([...splittable(goal), ...facts(goal).filter((h) => /[∧∨∃]/u.test(h.type))]);
    case "e":
      return first([...equations(goal)].reverse());
    case "o": {
      const others = variables(goal).map((h) => h.name)
        .filter((name) => mentions(goal.target, name) && !mentions(shape, name));
      return others.length === 0 ? [] : [others.join(" ")];
    }
    default:
      // The newest facts are the likeliest to matter: what a case or a step has just made.
      return first([...[...facts(goal)].reverse(), ...variables(goal)]);
  }
}
