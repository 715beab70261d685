import { isWritten } from "../premises/open_premises.ts";
import type { Premise } from "../premises/premise.ts";

/** Modules of programs and of tactics' own machinery, whose theorems are not mathematics of data. */
const MACHINERY =
  /^Init\.(Grind|GrindInstances|Omega|Meta|MetaTypes|System|Notation|NotationExtra|Tactics|TacticsExtra|Simproc|Internal|Conv|BinderPredicates|Syntax|ShareCommon|Prelude|Control|Try|LawfulBEqTactics|WF|WFTactics|Data\.(Range|Iterators|Slice|ToString|Format|Repr|Stream|Dyadic|Rat))\b/;
const LONGEST = 300;

/** True for a theorem that makes a goal: written by hand, about data or logic, of a readable length. */
export function isGoalLike(theorem: Premise): boolean {
  const { name, module, statement } = theorem;
  if (!isWritten(theorem) || MACHINERY.test(module) || !module.startsWith("Init.")) return false;
  return !/^(Lean|Std\.Internal)\.|\.mk$/.test(name) && statement.length <= LONGEST;
}

/**
 * The part of the library that a module belongs to: its first three names.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { areaOf } from "./library_theorem.ts";
 * assertEquals(areaOf("Init.Data.List.Nat.Range"), "Init.Data.List");
 * ```
 */
export function areaOf(module: string): string {
  return module.split(".").slice(0, 3).join(".");
}
