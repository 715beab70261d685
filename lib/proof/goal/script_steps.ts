/**
 * The steps of a script `by …`: of one line as one step, of several lines each with those below it that are
 * indented deeper. Nothing for a term that is no script, or one whose lines do not stand in one column.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { scriptSteps } from "./script_steps.ts";
 * assertEquals(scriptSteps("by\n  cases n with\n  | zero => rfl\n  simp"), [
 *   ...["cases n with", "| zero => rfl", "simp"],
 * ]);
 * assertEquals(scriptSteps("by intro n; simp"), ["intro n; simp"]);
 * assertEquals(scriptSteps("fun n => rfl"), undefined);
 * ```
 */
export function scriptSteps(proof: string): string[] | undefined {
  const [first = "", ...rest] = proof.trim().split("\n").map((line) => line.trimEnd());
  if (!/^by(\s|$)/.test(first)) return undefined;
  const lines = rest.filter((line) => line !== "");
  const beside = first.slice("by".length).trim();
  if (beside !== "") return lines.length === 0 ? [beside] : undefined;
  if (lines.length === 0) return undefined;
  const indentOf = (line: string) => line.length - line.trimStart().length;
  const indent = indentOf(lines[0]!);
  const steps: string[] = [];
  for (const line of lines) {
    if (indentOf(line) < indent) return undefined;
    if (indentOf(line) === indent) steps.push(line.slice(indent));
    else steps[steps.length - 1] += `\n${line.slice(indent)}`;
  }
  return steps;
}
