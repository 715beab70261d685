const TOKEN = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\/|[{}[\]:,]|[^\s"{}[\]:,/]+/g;

/**
 * The 1-based line of a field in JSONC text, or of its nearest parent that is there.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { jsoncFieldLine } from "./jsonc_field_line.ts";
 * const text = '{\n  // "b": no\n  "a": { "b": [1,\n 2] } }';
 * assertEquals(jsoncFieldLine(text, ["a", "b", 1]), 4);
 * assertEquals(jsoncFieldLine(text, ["a", "missing"]), 3);
 * ```
 */
export function jsoncFieldLine(text: string, path: readonly PropertyKey[]): number {
  // One entry per open bracket: the key or index being read inside it.
  const at: (string | number | undefined)[] = [];
  let best = { depth: 0, offset: 0 };
  let key: string | undefined;
  const here = (offset: number) => {
    const depth = at.length;
    if (depth <= best.depth || depth > path.length) return;
    if (at.every((part, i) => part === path[i])) best = { depth, offset };
  };
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token.startsWith("//") || token.startsWith("/*")) continue;
    if (typeof at.at(-1) === "number" && token !== "]" && token !== ",") here(match.index);
    if (token === "{") at.push(undefined);
    else if (token === "[") at.push(0);
    else if (token === "}" || token === "]") at.pop();
    else if (token === ",") {
      const last = at.at(-1);
      if (typeof last === "number") at[at.length - 1] = last + 1;
    } else if (token === ":" && key !== undefined && at.length > 0) {
      at[at.length - 1] = key;
      here(match.index);
    }
    key = token.startsWith('"') ? textOf(token) : undefined;
  }
  return lineAt(text, best.offset);
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
  }
  return line;
}

function textOf(token: string): string | undefined {
  try {
    return JSON.parse(token);
  } catch {
    return undefined;
  }
}
