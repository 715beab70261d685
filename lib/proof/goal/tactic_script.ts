/**
 * Tactics as a Lean proof: `by` and a step a line.
 *
 * A step of several lines keeps its own indentation below the first.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { tacticScript } from "./tactic_script.ts";
 * assertEquals(tacticScript(["intro n", "simp"]), "by\n  intro n\n  simp");
 * ```
 */
export function tacticScript(tactics: readonly string[]): string {
  return ["by", ...tactics.map((tactic) => `  ${tactic.replaceAll("\n", "\n  ")}`)].join("\n");
}
