/** A piece of Lean text; comments and white space are none. */
export interface LeanToken {
  readonly kind: "word" | "number" | "text" | "open" | "close" | "symbol";
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in characters. */
  readonly column: number;
  /** Index into the text. */
  readonly offset: number;
  /** Nothing stands between it and the token before: `xs[i]` is not `xs [i]`. */
  readonly glued: boolean;
}

const OPEN = "([{⟨⦃⟦";
const CLOSE = ")]}⟩⦄⟧";

/** Symbols of more than one character, longest first. */
const SYMBOLS = ["<;>", "<->", ":=", "=>", "->", "<-", "<=", ">=", "!=", "==", "/\\", "\\/"]
  .concat(["<|", "|>", "++", "::", "&&", "||", "..", ">>", "<<", "×'"]);

/**
 * Splits Lean text into tokens, passing over comments (nested ones too) and keeping strings whole.
 *
 * Not a parser: good enough to find binders, declarations and `sorry`s. Text that ends inside a comment or
 * a string ends there.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leanTokens } from "./lean_tokens.ts";
 * const text = 'n.succ ≠ 0 -- "sorry" /- no -/';
 * assertEquals(leanTokens(text).map((token) => token.text), ["n.succ", "≠", "0"]);
 * ```
 */
export function leanTokens(text: string): LeanToken[] {
  const tokens: LeanToken[] = [];
  let at = 0, line = 1, lineStart = 0, end = -1;
  const advanceTo = (to: number): void => {
    for (let i = at; i < to; i++) if (text[i] === "\n") [line, lineStart] = [line + 1, i + 1];
    at = to;
  };
  while (at < text.length) {
    const rest = skipped(text, at);
    if (rest > at) {
      advanceTo(rest);
      continue;
    }
    const [kind, to] = tokenAt(text, at);
    tokens.push({
      kind,
      text: text.slice(at, to),
      line,
      column: at - lineStart + 1,
      offset: at,
      glued: at === end,
    });
    advanceTo(to);
    end = to;
  }
  return tokens;
}

/** Where the next thing that counts may begin: past white space or one comment. */
function skipped(text: string, at: number): number {
  if (/\s/.test(text[at]!)) return at + 1;
  if (text.startsWith("--", at)) {
    const end = text.indexOf("\n", at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith("/-", at)) return at;
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text.startsWith("/-", i)) [depth, i] = [depth + 1, i + 1];
    else if (text.startsWith("-/", i)) {
      [depth, i] = [depth - 1, i + 1];
      if (depth === 0) return i + 1;
    }
  }
  return text.length;
}

function tokenAt(text: string, at: number): [kind: LeanToken["kind"], to: number] {
  const point = String.fromCodePoint(text.codePointAt(at)!);
  if (point === '"') return ["text", stringEnd(text, at)];
  const raw = /^r(#*)"/.exec(text.slice(at, at + 20));
  if (raw !== null) {
    const close = text.indexOf(`"${raw[1]}`, at + raw[0].length);
    return ["text", close < 0 ? text.length : close + 1 + raw[1]!.length];
  }
  const character = /^'(\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)|[^\\'])'/u.exec(
    text.slice(at, at + 10),
  );
  if (character !== null) return ["text", at + character[0].length];
  if (beginsWord(point) || point === "«") return ["word", wordEnd(text, at)];
  if (/\d/.test(point)) return ["number", at + /^[0-9]\w*/.exec(text.slice(at))![0].length];
  if (OPEN.includes(point)) return ["open", at + point.length];
  if (CLOSE.includes(point)) return ["close", at + point.length];
  const long = SYMBOLS.find((symbol) => text.startsWith(symbol, at));
  return ["symbol", at + (long ?? point).length];
}

function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

/** A whole dotted name, each part plain or in «guillemets». */
function wordEnd(text: string, at: number): number {
  let to = at;
  for (;;) {
    if (text[to] === "«") {
      const close = text.indexOf("»", to);
      to = close < 0 ? text.length : close + 1;
    } else {
      while (to < text.length) {
        const point = String.fromCodePoint(text.codePointAt(to)!);
        if (!continuesWord(point)) break;
        to += point.length;
      }
    }
    const next = text[to] === "." ? text.codePointAt(to + 1) : undefined;
    if (next === undefined) return to;
    const point = String.fromCodePoint(next);
    if (!beginsWord(point) && point !== "«") return to;
    to++;
  }
}

function beginsWord(point: string): boolean {
  return /[\p{L}_]/u.test(point) && !"λΠΣ".includes(point);
}

function continuesWord(point: string): boolean {
  return beginsWord(point) || /[\p{N}'!?]/u.test(point);
}
