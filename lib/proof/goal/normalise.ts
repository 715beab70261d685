import { type LeanToken, leanTokens } from "./lean_tokens.ts";

/** Other spellings of the same symbol. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "forall": "∀",
  "exists": "∃",
  "λ": "fun",
  "->": "→",
  "<->": "↔",
  "=>": "↦",
  "<=": "≤",
  ">=": "≥",
  "!=": "≠",
  "/\\": "∧",
  "\\/": "∨",
  "<-": "←",
};

const QUANTIFIERS = new Set(["∀", "∃", "fun", "∃!"]);

/**
 * A statement as text in which the names of bound variables, white space, comments and the spelling of
 * symbols no longer matter. Case and everything else is kept.
 *
 * Works on text alone, so that a goal has one name with or without Lean at hand. Binders it does not
 * recognise keep their names: then equal statements may differ, but different ones never become equal.
 *
 * @example
 * ```ts
 * import { assertEquals, assertNotEquals } from "@std/assert";
 * import { normaliseStatement } from "./normalise.ts";
 * const one = normaliseStatement("∀ (n m : Nat), n + m = m + n");
 * assertEquals(normaliseStatement("forall a : Nat, ∀ b : Nat, a + b = b+a -- so"), one);
 * assertNotEquals(normaliseStatement("∀ (n m : Nat), n + m = n + m"), one);
 * ```
 */
export function normaliseStatement(text: string): string {
  const tokens = leanTokens(text);
  const closing = matchingBrackets(tokens);
  const out: string[] = [];
  let bound = 0;
  emit(0, tokens.length, new Map());
  return out.join(" ");

  /** Writes `tokens[from … to)`; names bound on the way hold until there, or to the next comma or `else`. */
  function emit(from: number, to: number, outer: ReadonlyMap<string, string>): void {
    let names = outer;
    for (let at = from; at < to; at++) {
      const token = tokens[at]!;
      const text = SPELLINGS[token.text] ?? token.text;
      if (QUANTIFIERS.has(text) && token.kind !== "text") {
        [at, names] = binders(at, to, text, names);
      } else if (token.kind === "open") {
        const close = closing[at]!;
        if (close >= to) return rest(at, to, names);
        const arrow = tokens[close + 1]?.text;
        const group = arrow === "→" || arrow === "->" ? readGroup(at + 1, close) : undefined;
        if (group !== undefined) {
          names = bindGroup(group, "∀", names);
          at = close + 1;
        } else {
          put(token, text);
          emit(at + 1, close, names);
          put(tokens[close]!, tokens[close]!.text);
          at = close;
        }
      } else {
        if (text === "," || text === "else" || text === "then") names = outer;
        put(token, token.kind === "word" ? renamed(token.text, names) ?? text : text);
      }
    }
  }

  /** A bracket that nothing closes: the text is broken, and is kept as it stands. */
  function rest(from: number, to: number, names: ReadonlyMap<string, string>): void {
    for (let at = from; at < to; at++) {
      const { text } = tokens[at]!;
      put(tokens[at]!, renamed(text, names) ?? SPELLINGS[text] ?? text);
    }
  }

  /** Writes the binders after a quantifier one by one; returns where they end and the names they bind. */
  function binders(
    at: number,
    to: number,
    quantifier: string,
    names: ReadonlyMap<string, string>,
  ): [number, ReadonlyMap<string, string>] {
    const end = binderEnd(at + 1, to, quantifier);
    const groups = end === undefined ? undefined : readBinders(at + 1, end);
    if (groups === undefined) {
      put(tokens[at]!, quantifier);
      return [at, names];
    }
    for (const group of groups) names = bindGroup(group, quantifier, names);
    return [end!, names];
  }

  /** Where the binders end: at a comma, or at the arrow of a `fun`. */
  function binderEnd(from: number, to: number, quantifier: string): number | undefined {
    for (let at = from; at < to; at++) {
      const text = SPELLINGS[tokens[at]!.text] ?? tokens[at]!.text;
      if (text === (quantifier === "fun" ? "↦" : ",")) return at;
      if (tokens[at]!.kind === "open") at = closing[at]!;
    }
    return undefined;
  }

  function readBinders(from: number, to: number): Group[] | undefined {
    if (tokens[from]?.kind === "word") {
      const plain = readGroup(from, to);
      if (plain !== undefined) return [plain];
    }
    const groups: Group[] = [];
    for (let at = from; at < to; at++) {
      const token = tokens[at]!;
      const group = token.kind === "open"
        ? readGroup(at + 1, closing[at]!, token.text)
        : token.kind === "word"
        ? { bracket: "(", names: [token.text], type: undefined }
        : undefined;
      if (group === undefined) return undefined;
      groups.push(group);
      if (token.kind === "open") at = closing[at]!;
    }
    return groups.length === 0 ? undefined : groups;
  }

  /** `x y : T`, `x y`, `x ∈ s`, or the class of an instance that has no name. */
  function readGroup(from: number, to: number, bracket = "("): Group | undefined {
    let at = from;
    while (at < to && tokens[at]!.kind === "word" && !tokens[at]!.text.includes(".")) at++;
    const names = tokens.slice(from, at).map((token) => token.text);
    const next = tokens[at]?.text;
    if (at === to && bracket !== "[") {
      return names.length === 0 ? undefined : { bracket, names, type: undefined };
    }
    if (names.length > 0 && next === ":") return { bracket, names, type: [at, to] };
    if (bracket === "[") return { bracket, names: [], type: [from, to] };
    const bounded = /^(∈|∉|<|>|≤|≥|<=|>=|≠|⊆|⊂)$/.test(next ?? "");
    return names.length === 1 && bounded ? { bracket, names, type: [at, to] } : undefined;
  }

  function bindGroup(
    group: Group,
    quantifier: string,
    names: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string> {
    const inner = new Map(names);
    const open = group.bracket;
    const close = CLOSED[open]!;
    const written = group.names.length === 0 ? [undefined] : group.names;
    for (const name of written) {
      const fresh = name === undefined ? "" : `#${++bound}`;
      out.push(quantifier, open, fresh);
      if (group.type !== undefined) emit(group.type[0], group.type[1], names);
      out.push(close, ",");
      if (name !== undefined) inner.set(name, fresh);
    }
    return inner;
  }

  function put(token: LeanToken, text: string): void {
    // `xs[i]`, `p.1`, `f.{u}`: a space would make them something else.
    const tied = token.glued && out.length > 0 &&
      (/^[[.]/.test(token.text) || (out.at(-1)!.endsWith(".") && /^[\d{]/.test(token.text)));
    if (tied) out[out.length - 1] += text;
    else out.push(text);
  }
}

const CLOSED: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]", "⦃": "⦄" };

interface Group {
  readonly bracket: string;
  readonly names: readonly string[];
  /** Tokens of the type, with the `:` or the relation before it. */
  readonly type: readonly [from: number, to: number] | undefined;
}

/** A bound name, or the bound head of a dotted one: `x.fst`. */
function renamed(word: string, names: ReadonlyMap<string, string>): string | undefined {
  const dot = word.indexOf(".");
  const fresh = names.get(dot < 0 ? word : word.slice(0, dot));
  return fresh === undefined || dot < 0 ? fresh : fresh + word.slice(dot);
}

/** For each opening bracket the index of the one that closes it; the number of tokens where none does. */
function matchingBrackets(tokens: readonly LeanToken[]): number[] {
  const closing = new Array<number>(tokens.length).fill(tokens.length);
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === "open") open.push(at);
    else if (token.kind === "close") {
      const from = open.pop();
      if (from !== undefined) closing[from] = at;
    }
  }
  return closing;
}
