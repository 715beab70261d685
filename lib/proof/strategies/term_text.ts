/** A piece of a Lean term's text, by its place. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many brackets are open around it. */
  readonly depth: number;
}

const TOKEN =
  /\[\]|[()[\]{}⟨⟩]|"(?:[^"\\]|\\.)*"|[\p{L}_][\p{L}\p{N}_'!?✝⁰¹²³⁴-⁹₀-₉]*(?:\.[\p{L}_][\p{L}\p{N}_'!?]*)*|\d+|[^\s\p{L}\p{N}_()[\]{}⟨⟩"]+/gu;

/** The tokens of a term; `[]` is one. */
export function tokens(term: string): readonly Token[] {
  const found: Token[] = [];
  let depth = 0;
  for (const match of term.matchAll(TOKEN)) {
    const text = match[0];
    if (/^[)\]}⟩]$/.test(text)) depth--;
    found.push({ text, start: match.index, end: match.index + text.length, depth });
    if (/^[([{⟨]$/.test(text)) depth++;
  }
  return found;
}

/** Words of a term that can stand in an application: everything but operators and keywords. */
function isAtom(token: Token): boolean {
  return /^[\p{L}\p{N}_"()[\]⟨⟩]/u.test(token.text) &&
    !/^(fun|if|then|else|let|match|with)$/.test(token.text);
}

/**
 * Both sides of an equation (or what else stands at the top), undefined where it is none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sides } from "./term_text.ts";
 * assertEquals(sides("f (a = b) = c"), ["f (a = b)", "c"]);
 * assertEquals(sides("a ≤ b"), undefined);
 * ```
 */
export function sides(term: string, relation = "="): readonly [string, string] | undefined {
  const all = tokens(term);
  if (all.some((t) => t.depth === 0 && /^[∧∨↔→∀∃¬,]$/u.test(t.text))) return undefined;
  const at = all.filter((t) => t.depth === 0 && t.text === relation);
  if (at.length !== 1) return undefined;
  return [term.slice(0, at[0]!.start).trim(), term.slice(at[0]!.end).trim()];
}

/** An application in a term with one argument that is a literal. */
export interface LiteralUse {
  /** The whole application. */
  readonly term: string;
  readonly literal: string;
  /** The application with another argument in the literal's place. */
  with(argument: string): string;
}

const LITERALS = new Set(["0", "1", "[]", "true", "false", '""']);

/**
 * Applications that are given a literal: where an accumulator starts.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { literalUses } from "./term_text.ts";
 * const [use] = literalUses("2 * go n 0 = n");
 * assertEquals([use?.term, use?.with("acc")], ["go n 0", "go n acc"]);
 * ```
 */
export function literalUses(term: string): readonly LiteralUse[] {
  const all = tokens(term);
  const found: LiteralUse[] = [];
  for (const [at, token] of all.entries()) {
    if (!LITERALS.has(token.text)) continue;
    let first = at, last = at;
    while (first > 0 && joins(all[first - 1]!, token.depth)) first--;
    while (last + 1 < all.length && joins(all[last + 1]!, token.depth)) last++;
    // An application begins with its function, which is a name.
    if (first === at || !/^[\p{L}_]/u.test(all[first]!.text)) continue;
    const start = all[first]!.start, end = all[last]!.end;
    found.push({
      term: term.slice(start, end),
      literal: token.text,
      with: (argument) => term.slice(start, token.start) + argument + term.slice(token.end, end),
    });
  }
  return found;
}

/** True for a token of the same application: an atom beside it, or anything inside its own brackets. */
function joins(token: Token, depth: number): boolean {
  if (token.depth > depth) return true;
  return token.depth === depth && isAtom(token);
}

/** Every mention of a name replaced by a term, in brackets where it is more than one word. */
export function substitute(term: string, name: string, by: string): string {
  const put = /^[\p{L}\p{N}_']+$/u.test(by) ? by : `(${by})`;
  let result = "", from = 0;
  for (const token of tokens(term)) {
    const [head, ...fields] = token.text.split(".");
    if (head !== name) continue;
    result += term.slice(from, token.start) + [put, ...fields].join(".");
    from = token.end;
  }
  return result + term.slice(from);
}

/** Compound terms in brackets or under a function, longest first, without repeats: what can be generalised. */
export function compounds(term: string): readonly string[] {
  const all = tokens(term);
  const found = new Set<string>();
  for (const [at, token] of all.entries()) {
    if (!/^[\p{L}_]/u.test(token.text)) continue;
    let last = at;
    while (last + 1 < all.length && joins(all[last + 1]!, token.depth)) last++;
    if (last > at) found.add(term.slice(token.start, all[last]!.end));
  }
  return [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
