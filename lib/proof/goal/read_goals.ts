import * as z from "zod";
import { namingFile } from "../../substrate/records/file_error.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { categoryOf } from "./category.ts";
import { extractSorries } from "./extract_sorries.ts";
import type { Goal } from "./goal.ts";
import { leanTokens } from "./lean_tokens.ts";

/** A goal with the place it was read at, for errors: `goals.jsonl:3`. */
export interface PlacedGoal {
  readonly goal: Goal;
  readonly place: string;
}

const share = z.number().min(0).max(1);
const text = z.string().regex(/\S/).trim();

/** A row of a goal file; what else a row holds is passed over. */
const row = z.object({
  id: text,
  goal: text,
  difficulty: share.default(0.5),
  priority: share.default(0.5),
  context: z.array(text).default([]),
  category: text.optional(),
  metadata: z.object({ category: text.optional() }).optional(),
});

/**
 * Reads goals in the order of the file, one at a time.
 *
 * `.jsonl` holds rows of the bank's shape `{id, goal, difficulty, priority, context, category}`, `.lean` Lean
 * text whose `sorry`s are the goals; any other file one statement a line, `#` and `--` before a remark.
 *
 * @throws {UserError} exit 2, naming file, line, field and value: a missing file, a row of another shape, a
 * context that is not a binder in brackets, an id given twice, a file without a goal.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readGoals } from "./read_goals.ts";
 * const path = await Deno.makeTempFile({ suffix: ".txt" });
 * await Deno.writeTextFile(path, "# easy\n∀ n : Nat, n = n\n");
 * const goals = await Array.fromAsync(readGoals(path), (read) => read.goal.statement);
 * assertEquals(goals, ["∀ n : Nat, n = n"]);
 * await Deno.remove(path);
 * ```
 */
export async function* readGoals(path: string): AsyncGenerator<PlacedGoal, void, void> {
  const lines = new Map<string, string>();
  const read = path.endsWith(".jsonl")
    ? rowGoals(path)
    : path.endsWith(".lean")
    ? sorryGoals(path)
    : lineGoals(path);
  for await (const placed of read) {
    const { goal, place } = placed;
    const before = lines.get(goal.name);
    if (before !== undefined) {
      const problem = `id: expected an id that is not at ${before}`;
      throw inputError({ file: place, problem, seen: goal.name });
    }
    lines.set(goal.name, place);
    yield placed;
  }
  if (lines.size === 0) {
    throw inputError({ file: path, expected: "at least one goal", missing: true });
  }
}

/**
 * A goal from the words of a command line.
 *
 * @throws {UserError} for a statement without a word in it.
 */
export function commandGoal(statement: string): Goal {
  const trimmed = statement.trim();
  if (leanTokens(trimmed).length === 0) {
    throw inputError({ problem: "the goal is empty", seen: statement });
  }
  return { ...defaults("goal", trimmed), source: "command" };
}

async function* rowGoals(path: string): AsyncGenerator<PlacedGoal, void, void> {
  for await (const { value, line } of readJsonl(path)) {
    const parsed = row.safeParse(value);
    if (!parsed.success) {
      throw inputError({ file: path, line, ...zodFault(parsed.error, value) });
    }
    const { id, goal: statement, difficulty, priority, context, category, metadata } = parsed.data;
    for (const [at, binder] of context.entries()) {
      if (!isBinder(binder)) {
        const expected = "a binder in brackets, e.g. (n : Nat)";
        throw inputError({ file: path, line, field: ["context", at], expected, seen: binder });
      }
    }
    const goal = { name: id, statement, context, difficulty, priority, source: "file" } as const;
    const known = category ?? metadata?.category ?? categoryOf(goal);
    yield { goal: { ...goal, category: known }, place: `${path}:${line}` };
  }
}

async function* lineGoals(path: string): AsyncGenerator<PlacedGoal, void, void> {
  const content = await namingFile(path, () => Deno.readTextFile(path));
  for (const [at, line] of content.replace(/^\uFEFF/, "").split("\n").entries()) {
    const statement = line.trim();
    if (statement.startsWith("#") || leanTokens(statement).length === 0) continue;
    const name = `line ${at + 1}`;
    yield { goal: { ...defaults(name, statement), source: "file" }, place: `${path}:${at + 1}` };
  }
}

async function* sorryGoals(path: string): AsyncGenerator<PlacedGoal, void, void> {
  const content = await namingFile(path, () => Deno.readTextFile(path));
  for (const sorry of extractSorries(content)) {
    if (sorry.goal !== undefined) yield { goal: sorry.goal, place: `${path}:${sorry.line}` };
  }
}

function defaults(name: string, statement: string): Omit<Goal, "source"> {
  const goal = { name, statement, context: [], difficulty: 0.5, priority: 0.5 };
  return { ...goal, category: categoryOf(goal) };
}

/** One or more groups in brackets and nothing else. */
function isBinder(text: string): boolean {
  let depth = 0;
  const tokens = leanTokens(text);
  for (const token of tokens) {
    if (token.kind === "open") depth++;
    else if (token.kind === "close") depth--;
    else if (depth === 0) return false;
    if (depth < 0) return false;
  }
  return tokens.length > 0 && depth === 0;
}
