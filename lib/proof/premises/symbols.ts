const TOKEN =
  /[\p{L}_][\p{L}\p{N}_'!?✝₀-₉]*(?:\.[\p{L}_][\p{L}\p{N}_'!?₀-₉]*)*|\d+|[^\s\p{L}\p{N}_()[\]{}⟨⟩,:.]+/gu;

/** Words that say how a term is written, not what it is about. */
const GRAMMAR = new Set([
  "fun",
  "=>",
  ":=",
  "Type",
  "Prop",
  "Sort",
  "if",
  "then",
  "else",
  "∀",
  "→",
  "let",
]);

/**
 * The symbols of a Lean text with how often each occurs: constants, fields, operators and numbers.
 *
 * Names of variables are left out as far as text can tell: short words, and the first word of `xs.length`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { symbolsOf } from "./symbols.ts";
 * assertEquals([...symbolsOf("(xs ++ ys).length = xs.length").keys()], ["++", "length", "="]);
 * ```
 */
export function symbolsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (symbol: string) => counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  // A field stands behind a bracket or a variable: both come out as its bare name.
  for (const [token] of text.replaceAll(").", ") ").matchAll(TOKEN)) {
    if (GRAMMAR.has(token)) continue;
    if (!/^[\p{L}_]/u.test(token)) count(token);
    else if (token.includes(".")) {
      const parts = token.split(".");
      // List.range is a constant of that name; xs.length is the field of a variable.
      if (/^\p{Lu}/u.test(token)) count(parts[0]!);
      for (const field of parts.slice(1)) {
        // n.succ is what goals write as n + 1.
        if (field === "succ") ["+", "1"].forEach(count);
        else count(field);
      }
    } else if (token.length >= 3 || /^\p{Lu}/u.test(token)) count(token);
  }
  return counts;
}

/**
 * What a statement says at the end: behind its binders and its last top-level arrow.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { conclusionOf } from "./symbols.ts";
 * assertEquals(conclusionOf("∀ {n m : Nat}, n ≤ m → n < m + 1"), "n < m + 1");
 * ```
 */
export function conclusionOf(statement: string): string {
  let depth = 0, from = 0, bound = false;
  for (let at = 0; at < statement.length; at++) {
    const letter = statement[at]!;
    if ("([{⟨".includes(letter)) depth++;
    else if (")]}⟩".includes(letter)) depth--;
    else if (depth > 0) continue;
    else if (letter === "∀") bound = true;
    else if (letter === "∃" || (letter === "f" && statement.startsWith("fun ", at))) break;
    else if (letter === "→") from = at + 1;
    else if (letter === "," && bound) [from, bound] = [at + 1, false];
  }
  return statement.slice(from).trim();
}

/**
 * The left side of a statement's conclusion where that is an equation or an equivalence.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leftSideOf } from "./symbols.ts";
 * assertEquals(leftSideOf("∀ {n : Nat}, List.range (n + 1) = List.range n ++ [n]"), "List.range (n + 1)");
 * assertEquals(leftSideOf("∀ {n : Nat}, n < n + 1"), undefined);
 * ```
 */
export function leftSideOf(statement: string): string | undefined {
  const conclusion = conclusionOf(statement);
  let depth = 0;
  for (let at = 0; at < conclusion.length; at++) {
    const letter = conclusion[at]!;
    if ("([{⟨".includes(letter)) depth++;
    else if (")]}⟩".includes(letter)) depth--;
    else if (depth > 0 || conclusion[at - 1] !== " " || conclusion[at + 1] !== " ") continue;
    else if (letter === "=" || letter === "↔") return conclusion.slice(0, at).trim();
  }
  return undefined;
}
