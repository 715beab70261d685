import type { LeanToken } from "./lean_tokens.ts";

/** Namespaces, sections and their `variable`s, as a reader of the file meets them. */
export interface Scopes {
  /** Takes note of a command such as `namespace`, `section`, `end`, `variable` or `include`. */
  run(command: readonly LeanToken[]): void;
  /** A declared name with the namespaces around it. */
  fullName(name: string): string;
  /** The variables, as binders in the order they were declared, that a declaration with these words gets. */
  variablesFor(tokens: readonly LeanToken[]): string[];
}

interface Variable {
  bracket: string;
  readonly names: readonly string[];
  /** What follows the names; for an instance without a name all of it. */
  readonly type: readonly LeanToken[];
}

interface Scope {
  /** Empty for a section. */
  readonly namespace: string;
  readonly variables: Variable[];
  readonly included: Set<string>;
}

const CLOSED: Readonly<Record<string, string>> = { "(": ")", "{": "}", "[": "]", "⦃": "⦄" };

/** Makes the scopes of a file at its beginning. */
export function createScopes(): Scopes {
  const scopes: Scope[] = [scope("")];
  const variables = () => scopes.flatMap((one) => one.variables);

  const declare = (bracket: string, group: readonly LeanToken[]): void => {
    const colon = group.findIndex(({ text }) => text === ":");
    const names = colon < 0 ? [] : group.slice(0, colon).map(({ text }) => text);
    if (colon < 0 && bracket !== "[") {
      // `variable {α}` says anew how a known variable is bound.
      const again = new Set(group.map(({ text }) => text));
      for (const known of variables()) {
        if (known.names.every((name) => again.has(name))) known.bracket = bracket;
      }
      return;
    }
    scopes.at(-1)!.variables.push({ bracket, names, type: group.slice(colon + 1) });
  };

  return {
    run: (command) => {
      const [keyword, ...rest] = command;
      switch (keyword?.text) {
        case "namespace":
          for (const part of (rest[0]?.text ?? "").split(".")) scopes.push(scope(part));
          break;
        case "section":
          scopes.push(scope(""));
          break;
        case "end": {
          const name = rest[0]?.line === keyword.line ? rest[0].text : "";
          const parts = scopes.at(-1)!.namespace === "" ? 1 : Math.max(1, name.split(".").length);
          scopes.splice(Math.max(1, scopes.length - parts));
          break;
        }
        case "include":
          for (const { text } of rest) scopes.at(-1)!.included.add(text);
          break;
        case "variable":
        case "variables":
          for (const [bracket, group] of groups(rest)) declare(bracket, group);
      }
    },
    fullName: (name) => {
      if (name.startsWith("_root_.")) return name.slice("_root_.".length);
      return [...scopes.map((one) => one.namespace).filter((part) => part !== ""), name].join(".");
    },
    variablesFor: (tokens) => {
      const all = variables();
      const needed = new Set(tokens.flatMap(wordsOf));
      for (const one of scopes) for (const name of one.included) needed.add(name);
      const used = new Set<Variable>();
      for (let grew = true; grew;) {
        grew = false;
        for (const one of all) {
          if (used.has(one) || !wanted(one, needed, all)) continue;
          used.add(one);
          for (const word of one.type.flatMap(wordsOf)) needed.add(word);
          grew = true;
        }
      }
      return all.filter((one) => used.has(one)).map(written);
    },
  };
}

/** Named, or an instance over variables that are all named. */
function wanted(one: Variable, needed: ReadonlySet<string>, all: readonly Variable[]): boolean {
  if (one.names.some((name) => needed.has(name))) return true;
  if (one.bracket !== "[") return false;
  const variables = new Set(all.flatMap(({ names }) => names));
  const over = one.type.flatMap(wordsOf).filter((word) => variables.has(word));
  return over.length > 0 && over.every((word) => needed.has(word));
}

function written({ bracket, names, type }: Variable): string {
  const stated = type.map(({ text, glued }, at) => at === 0 || glued ? text : ` ${text}`).join("");
  const named = names.length === 0 ? stated : `${names.join(" ")} : ${stated}`;
  return `${bracket}${named}${CLOSED[bracket]}`;
}

/** A word and, of a dotted one, its head: `xs.length` names `xs`. */
function wordsOf({ kind, text }: LeanToken): string[] {
  return kind === "word" ? [text, text.split(".", 1)[0]!] : [];
}

function* groups(tokens: readonly LeanToken[]): Generator<[string, LeanToken[]]> {
  let depth = 0, from = 0;
  for (const [at, { kind }] of tokens.entries()) {
    if (kind === "open" && depth++ === 0) from = at;
    else if (kind === "close" && --depth === 0) {
      const bracket = tokens[from]!.text;
      if (CLOSED[bracket] !== undefined) yield [bracket, tokens.slice(from + 1, at)];
    }
  }
}

function scope(namespace: string): Scope {
  return { namespace, variables: [], included: new Set() };
}
