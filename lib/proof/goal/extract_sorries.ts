import type { Goal } from "./goal.ts";
import { type LeanToken, leanTokens } from "./lean_tokens.ts";
import { createScopes, type Scopes } from "./lean_scopes.ts";
import { categoryOf } from "./category.ts";

/** A declaration of a `.lean` file that a `sorry` stands in. */
export interface Sorry {
  /** With its namespaces; `example at line 12` where it has no name. */
  readonly name: string;
  readonly keyword: string;
  /** Where the first `sorry` stands; both 1-based. */
  readonly line: number;
  readonly column: number;
  /** How many there are in the declaration. */
  readonly sorries: number;
  /** Absent where text alone cannot tell a statement to prove. */
  readonly goal?: Goal;
  /** Why there is no goal. */
  readonly without?: string;
}

const STATED = new Set(["theorem", "lemma", "example", "instance"]);
const DECLARES = new Set([...STATED, "def", "abbrev", "opaque", "structure", "class", "inductive"]);
const COMMANDS = new Set([
  ..."namespace section end variable variables universe universes open export set_option".split(
    " ",
  ),
  ..."attribute axiom mutual macro macro_rules notation infix infixl infixr prefix".split(" "),
  ..."postfix syntax elab elab_rules initialize include omit deriving import".split(" "),
]);
const MODIFIERS = new Set(
  "private protected noncomputable unsafe partial nonrec local scoped in public meta".split(" "),
);

/**
 * Finds the declarations with a `sorry` in the text of a `.lean` file, in order.
 *
 * The goal is the declaration's statement under its binders and those `variable`s that it names, with the
 * instances over them. Comments and strings count for nothing. Nothing is elaborated: the names of open
 * namespaces are left as they are written, and a `sorry` inside a proof stands for the whole declaration.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { extractSorries } from "./extract_sorries.ts";
 * const [one] = extractSorries("namespace N\nvariable (n : Nat)\ntheorem t : n = n := by sorry\nend N");
 * assertEquals([one?.name, one?.goal?.context, one?.goal?.statement], ["N.t", ["(n : Nat)"], "n = n"]);
 * ```
 */
export function extractSorries(text: string): Sorry[] {
  const tokens = leanTokens(text);
  const scopes = createScopes();
  const found: Sorry[] = [];
  for (const [from, to] of commands(tokens)) {
    const keyword = tokens[from]!.text;
    if (DECLARES.has(keyword)) {
      const sorry = sorryIn(tokens.slice(from, to), scopes);
      if (sorry !== undefined) found.push(sorry);
    } else scopes.run(tokens.slice(from, to));
  }
  return found;
}

/** Spans of tokens, each from the keyword of a command to that of the next. */
function* commands(tokens: readonly LeanToken[]): Generator<[from: number, to: number]> {
  let from: number | undefined;
  let indent = Infinity;
  for (let at = 0; at < tokens.length; at++) {
    const { text, kind } = tokens[at]!;
    if (kind !== "word" || !(DECLARES.has(text) || COMMANDS.has(text))) continue;
    const first = lineStart(tokens, at);
    if (first === undefined) continue;
    // `open … in` may be a step of a proof: a command stands no deeper than the one before it.
    if (COMMANDS.has(text) && tokens[first]!.column > indent) continue;
    if (from !== undefined) yield [from, at];
    [from, indent] = [at, tokens[first]!.column];
  }
  if (from !== undefined) yield [from, tokens.length];
}

/** The first token of the line, if nothing but modifiers and attributes stands before the keyword. */
function lineStart(tokens: readonly LeanToken[], keyword: number): number | undefined {
  const { line } = tokens[keyword]!;
  let first = keyword;
  while (first > 0 && tokens[first - 1]!.line === line) first--;
  let depth = 0;
  for (let at = first; at < keyword; at++) {
    const { text, kind } = tokens[at]!;
    if (text === "in" && depth === 0) return first;
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    else if (depth === 0 && text !== "@" && !MODIFIERS.has(text)) {
      const opening = tokens[first]!.text;
      if (!COMMANDS.has(opening)) return undefined;
    }
  }
  return COMMANDS.has(tokens[first]!.text) && first !== keyword ? undefined : first;
}

function sorryIn(tokens: readonly LeanToken[], scopes: Scopes): Sorry | undefined {
  const sorries = tokens.filter(({ kind, text }) => kind === "word" && text === "sorry");
  if (sorries.length === 0) return undefined;
  const { line, column } = sorries[0]!;
  const keyword = tokens[0]!.text;
  const head = headOf(tokens);
  const name = head.name === undefined
    ? `${keyword} at line ${tokens[0]!.line}`
    : scopes.fullName(head.name);
  const found = { name, keyword, line, column, sorries: sorries.length };
  if (!STATED.has(keyword)) return { ...found, without: `a ${keyword} need not be a proposition` };
  if (head.statement.length === 0) return { ...found, without: "it states no type" };
  const binders = head.binders.map((group) => plainText(group));
  const used = scopes.variablesFor([...head.binders.flat(), ...head.statement]);
  const goal = { context: [...used, ...binders], statement: plainText(head.statement) };
  return {
    ...found,
    goal: {
      ...goal,
      name,
      difficulty: 0.5,
      priority: 0.5,
      category: categoryOf(goal),
      source: "sorry",
    },
  };
}

interface Head {
  readonly name: string | undefined;
  readonly binders: readonly (readonly LeanToken[])[];
  readonly statement: readonly LeanToken[];
}

/** The name, the binders, and the type up to the body. */
function headOf(tokens: readonly LeanToken[]): Head {
  let at = 1;
  const named = tokens[at]?.kind === "word";
  const name = named ? tokens[at++]!.text : undefined;
  const binders: LeanToken[][] = [];
  while (at < tokens.length && tokens[at]!.text !== ":" && !endsHead(tokens, at)) {
    const end = groupEnd(tokens, at);
    const group = tokens.slice(at, end);
    // `.{u}` after a name and `(priority := low)` bind nothing.
    const binds = tokens[at]!.kind === "open" && tokens[at - 1]!.text !== "." &&
      !(group[1]?.text === "priority" && group[2]?.text === ":=");
    if (binds) binders.push(group);
    at = end;
  }
  if (tokens[at]?.text !== ":") return { name, binders, statement: [] };
  const from = ++at;
  while (at < tokens.length && !endsHead(tokens, at)) at = groupEnd(tokens, at);
  return { name, binders, statement: tokens.slice(from, at) };
}

function endsHead(tokens: readonly LeanToken[], at: number): boolean {
  const { text, line } = tokens[at]!;
  return text === ":=" || text === "where" || (text === "|" && tokens[at - 1]!.line !== line);
}

/** Behind the token, or behind the bracket it opens. */
function groupEnd(tokens: readonly LeanToken[], at: number): number {
  let depth = 0;
  do {
    const { kind } = tokens[at]!;
    if (kind === "open") depth++;
    else if (kind === "close") depth--;
    at++;
  } while (depth > 0 && at < tokens.length);
  return at;
}

/** The tokens as one line, without comments. */
export function plainText(tokens: readonly LeanToken[]): string {
  return tokens.map(({ text, glued }, at) => at === 0 || glued ? text : ` ${text}`).join("");
}
