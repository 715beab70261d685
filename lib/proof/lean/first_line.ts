/**
 * The first line of what Lean says: the rest shows terms and goals.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { firstLine } from "./first_line.ts";
 * assertEquals(firstLine("unsolved goals\n⊢ False"), "unsolved goals");
 * ```
 */
export function firstLine(text: string): string {
  return text.split("\n", 1)[0]!;
}
