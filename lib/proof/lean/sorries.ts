import { UserError } from "../../substrate/values/user_error.ts";
import { LineProcess } from "./line_process.ts";
import { limitedCommand, type NativeProgram } from "./native/native_program.ts";
import { ask } from "./native/repl_door.ts";

/** A `sorry` as Lean sees it: with the goal that it stands for. */
export interface LeanSorry {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** As Lean prints it. */
  readonly goal: string;
  /** Binders, e.g. `(n : Nat)`, `[Inhabited α]`. */
  readonly context: readonly string[];
  readonly statement: string;
}

/** Options of {@linkcode extractWithLean}. */
export interface ExtractOptions extends NativeProgram {
  /** @default {600000} */
  readonly deadlineMs?: number;
}

/**
 * Every `sorry` of a file of a Lake project, elaborated by the project's own Lean through its REPL.
 *
 * A goal under a local definition (`x : T := v`) is left out: it is no statement under binders.
 *
 * @param file As the REPL finds it, from the project's folder.
 * @throws {UserError} exit 1 when the REPL is not there, dies or does not answer in time.
 */
export async function extractWithLean(
  file: string,
  options: ExtractOptions,
): Promise<readonly LeanSorry[]> {
  const process = new LineProcess(limitedCommand(options), "\n\n");
  try {
    const reply = await ask(process, { path: file }, options.deadlineMs ?? 600_000);
    if (typeof reply === "string" || "message" in reply) {
      const why = typeof reply === "string" ? process.stderr || reply : reply.message;
      throw new UserError(`${file}: the Lean REPL does not read it: ${why.split("\n")[0]}`, {
        exitCode: 1,
      });
    }
    return reply.sorries.flatMap(({ pos, goal }) => {
      const parts = goalParts(goal);
      if (parts === undefined) return [];
      return [{ line: pos.line, column: pos.column + 1, goal, ...parts }];
    });
  } finally {
    await process.close();
  }
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
export function goalParts(
  goal: string,
): { readonly context: readonly string[]; readonly statement: string } | undefined {
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
