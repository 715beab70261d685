/**
 * A tactic script as one proof term; a step of several lines keeps its own indentation.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { proofText } from "./script.ts";
 * assertEquals(proofText(["intro n", "simp"]), "by\n  intro n\n  simp");
 * ```
 */
export function proofText(tactics: readonly string[]): string {
  if (tactics.length === 0) return "by skip";
  return ["by", ...tactics.map((tactic) => `  ${tactic.replaceAll("\n", "\n  ")}`)].join("\n");
}

/**
 * The same script with `grind` told not to explain its failures: printing them costs more than the search.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { quiet } from "./script.ts";
 * assertEquals(quiet("intros; grind [foo]"), "intros; grind -verbose [foo]");
 * ```
 */
export function quiet(tactic: string): string {
  return tactic.replace(/(?<![\w.])grind(?![\w.]| -verbose)/g, "grind -verbose");
}
