import type { Json } from "../../substrate/values/canonical_json.ts";
import { ProgramSyntaxError } from "./program_syntax_error.ts";

/** Reads one line of program text from left to right; every complaint names its column, from 1. */
export class LineScanner {
  readonly line: number;
  readonly #text: string;
  #at = 0;

  constructor(text: string, line: number) {
    this.#text = text;
    this.line = line;
  }

  /** The 1-based column of the next token. */
  get column(): number {
    this.#skip();
    return this.#at + 1;
  }

  /** Takes a name: a letter, then letters, digits or underscores. */
  identifier(expected: string): string {
    this.#skip();
    const match = /^[A-Za-z][A-Za-z0-9_]*/.exec(this.#text.slice(this.#at));
    if (match === null) this.#fail(expected);
    this.#at += match[0].length;
    return match[0];
  }

  /** Takes exactly that name. */
  word(name: string, expected: string): void {
    const start = this.column - 1;
    if (this.identifier(expected) !== name) {
      this.#at = start;
      this.#fail(expected);
    }
  }

  /** Takes that character if it is next. */
  takes(symbol: string): boolean {
    this.#skip();
    if (this.#text[this.#at] !== symbol) return false;
    this.#at++;
    return true;
  }

  /** Takes that character. */
  symbol(symbol: string): void {
    if (!this.takes(symbol)) this.#fail(symbol);
  }

  /** Takes one JSON value, up to the comma or bracket that ends it. */
  json(): Json {
    this.#skip();
    const start = this.#at;
    let depth = 0;
    let quoted = false;
    let at = start;
    for (; at < this.#text.length; at++) {
      const c = this.#text[at]!;
      if (quoted) {
        if (c === "\\") at++;
        else if (c === '"') quoted = false;
      } else if (c === '"') quoted = true;
      else if (c === "[" || c === "{") depth++;
      else if (depth > 0 && (c === "]" || c === "}")) depth--;
      else if (depth === 0 && (c === "," || c === ")")) break;
    }
    try {
      const value = JSON.parse(this.#text.slice(start, at)) as Json;
      this.#at = at;
      return value;
    } catch {
      this.#fail("a JSON value");
    }
  }

  /** Makes sure that nothing is left. */
  end(): void {
    this.#skip();
    if (this.#at < this.#text.length) this.#fail("the end of the line");
  }

  #skip(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at++;
  }

  #fail(expected: string): never {
    const rest = this.#text.slice(this.#at, this.#at + 20);
    const found = rest === "" ? "the end of the line" : JSON.stringify(rest);
    throw new ProgramSyntaxError(this.line, this.#at + 1, expected, found);
  }
}
