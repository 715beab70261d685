import { categoryOf } from "./category.ts";
import type { Goal } from "./goal.ts";
import { type LeanDeclaration, leanDeclarations } from "./lean_declarations.ts";
import type { LeanToken } from "./lean_tokens.ts";

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
  return leanDeclarations(text).filter(({ sorries }) => sorries.length > 0).map(sorryOf);
}

function sorryOf(declaration: LeanDeclaration): Sorry {
  const { keyword, sorries, binders, statement, variables } = declaration;
  const { line, column } = sorries[0]!;
  const name = declaration.name ?? `${keyword} at line ${declaration.line}`;
  const found = { name, keyword, line, column, sorries: sorries.length };
  if (!STATED.has(keyword)) return { ...found, without: `a ${keyword} need not be a proposition` };
  if (statement.length === 0) return { ...found, without: "it states no type" };
  const goal = {
    context: [...variables, ...binders.map(plainText)],
    statement: plainText(statement),
  };
  return {
    ...found,
    goal: {
      ...{ name, ...goal, difficulty: 0.5, priority: 0.5 },
      ...{ category: categoryOf(goal), source: "sorry" },
    },
  };
}

/** The tokens as one line, without comments. */
function plainText(tokens: readonly LeanToken[]): string {
  return tokens.map(({ text, glued }, at) => at === 0 || glued ? text : ` ${text}`).join("");
}
