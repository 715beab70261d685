import { UserError } from "../../substrate/values/user_error.ts";
import { closedStatement } from "../goal/goal.ts";
import { firstLine } from "./first_line.ts";
import { LineProcess } from "./line_process.ts";
import type { LeanMessage } from "./native/lean_message.ts";
import { limitedCommand, type NativeProgram } from "./native/native_program.ts";
import { ask, type ReplRequest } from "./native/repl_door.ts";

/** A goal as a statement under binders. */
export interface GoalParts {
  /** Binders, e.g. `(n : Nat)`, `[Inhabited α]`. */
  readonly context: readonly string[];
  readonly statement: string;
}

/** A `sorry` as Lean sees it: with the goal that it stands for. */
export interface LeanSorry {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** As Lean prints it. */
  readonly goal: string;
  /** Absent where the goal is no proposition that could be stated by itself. */
  readonly parts?: GoalParts;
  /** Why there are no parts. */
  readonly without?: string;
}

/** What Lean says of a file. */
export interface ElaboratedFile {
  readonly sorries: readonly LeanSorry[];
  /** Its first error, with the line it is on. */
  readonly error?: string;
}

/** Options of {@linkcode extractWithLean}. */
export interface ExtractOptions extends NativeProgram {
  /** @default {600000} */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * Every `sorry` of a file of a Lake project, elaborated by the project's own Lean through its REPL.
 *
 * What Lean prints is stated once more below the file: a goal that does not elaborate by itself, for it stands
 * under a local definition or is no proposition, has no parts.
 *
 * @param file As the REPL finds it, from the project's folder.
 * @throws {UserError} exit 1 when the REPL is not there, dies or does not answer in time.
 */
export async function extractWithLean(
  file: string,
  options: ExtractOptions,
): Promise<ElaboratedFile> {
  const { deadlineMs = 600_000, signal } = options;
  const process = new LineProcess(limitedCommand(options), "\n\n");
  const asked = async (request: ReplRequest) => {
    const reply = await ask(process, request, deadlineMs, signal);
    if (typeof reply !== "string" && "env" in reply) return reply;
    signal?.throwIfAborted();
    const why = typeof reply === "string" ? process.stderr || reply : reply.message;
    throw new UserError(`${file}: the Lean REPL does not read it: ${firstLine(why)}`, {
      exitCode: 1,
    });
  };
  try {
    const { env, sorries, messages } = await asked({ path: file });
    const found: LeanSorry[] = [];
    for (const { pos: { line, column }, goal } of sorries) {
      const parts = goalParts(goal);
      const without = parts === undefined
        ? "it stands under a local definition, or under a name that cannot be written"
        : errorIn(await asked({ cmd: `#check ((${closedStatement(parts)}) : Prop)`, env }));
      const what = parts === undefined || without !== undefined ? { without: without! } : { parts };
      found.push({ line, column: column + 1, goal, ...what });
    }
    const error = messages.find(({ severity }) => severity === "error");
    if (error === undefined) return { sorries: found };
    return { sorries: found, error: `line ${error.pos?.line ?? "?"}: ${firstLine(error.data)}` };
  } finally {
    await process.close();
  }
}

function errorIn({ messages }: { readonly messages: readonly LeanMessage[] }): string | undefined {
  const error = messages.find(({ severity }) => severity === "error");
  return error && `Lean does not take it for a proposition by itself: ${firstLine(error.data)}`;
}

/**
 * A printed goal as binders and statement; nothing for a goal that is no statement under binders.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { goalParts } from "./sorries.ts";
 * assertEquals(goalParts("n m : Nat\nh : n < m\n⊢ n ≠ m"), {
 *   context: ["(n m : Nat)", "(h : n < m)"],
 *   statement: "n ≠ m",
 * });
 * ```
 */
export function goalParts(goal: string): GoalParts | undefined {
  // A line that goes on is indented.
  const lines = goal.replace(/\n\s+/g, " ").split("\n").filter((line) => !/^case /.test(line));
  const last = lines.pop();
  if (last === undefined || !last.startsWith("⊢ ")) return undefined;
  const context: string[] = [];
  for (const line of lines) {
    const [, names, type] = /^(\S.*?) : (.+)$/.exec(line) ?? [];
    if (names === undefined || type === undefined || type.includes(" := ")) return undefined;
    context.push(/^inst/.test(names) && names.endsWith("✝") ? `[${type}]` : `(${names} : ${type})`);
  }
  const statement = last.slice(2);
  return `${context.join()}${statement}`.includes("✝") ? undefined : { context, statement };
}
