import { type LeanToken, leanTokens } from "./lean_tokens.ts";
import { createScopes } from "./lean_scopes.ts";

/** A declaration of a `.lean` file, as its text shows it. */
export interface LeanDeclaration {
  /** `theorem`, `def` and the like. */
  readonly keyword: string;
  /** With its namespaces; absent for an example or an instance without one. */
  readonly name?: string;
  /** 1-based, of the keyword. */
  readonly line: number;
  /** The tokens of every `sorry` in it. */
  readonly sorries: readonly LeanToken[];
  /** Its own binders, each in its brackets. */
  readonly binders: readonly (readonly LeanToken[])[];
  /** The type that it states; empty where it states none. */
  readonly statement: readonly LeanToken[];
  /** The `variable`s that its binders and statement name, as binders. */
  readonly variables: readonly string[];
}

const DECLARES = new Set(
  "theorem lemma example instance def abbrev opaque structure class inductive axiom".split(" "),
);
const COMMANDS = new Set([
  ..."namespace section end variable variables universe universes open export set_option".split(
    " ",
  ),
  ..."attribute mutual macro macro_rules notation infix infixl infixr prefix".split(" "),
  ..."postfix syntax elab elab_rules initialize include omit deriving import".split(" "),
]);
const MODIFIERS = new Set(
  "private protected noncomputable unsafe partial nonrec local scoped in public meta".split(" "),
);

/**
 * The declarations in the text of a `.lean` file, in order; nothing is elaborated.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { leanDeclarations } from "./lean_declarations.ts";
 * const found = leanDeclarations("namespace N\ndef f := 1\nlemma l : f = 1 := rfl\nend N\n");
 * assertEquals(found.map(({ keyword, name }) => `${keyword} ${name}`), ["def N.f", "lemma N.l"]);
 * ```
 */
export function leanDeclarations(text: string): LeanDeclaration[] {
  const tokens = leanTokens(text);
  const scopes = createScopes();
  const found: LeanDeclaration[] = [];
  for (const [from, to] of commands(tokens)) {
    const command = tokens.slice(from, to);
    const keyword = command[0]!.text;
    if (!DECLARES.has(keyword)) {
      scopes.run(command);
      continue;
    }
    const { name, binders, statement } = headOf(command);
    found.push({
      ...{ keyword, line: command[0]!.line, binders, statement },
      ...(name === undefined ? {} : { name: scopes.fullName(name) }),
      sorries: command.filter(({ kind, text }) => kind === "word" && text === "sorry"),
      variables: scopes.variablesFor([...binders.flat(), ...statement]),
    });
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
