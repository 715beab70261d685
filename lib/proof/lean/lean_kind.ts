import { inputError } from "../../substrate/values/input_error.ts";

/**
 * The Leans to choose from: the embedded one (`wasm`), the user's own behind the REPL (`repl`) or as the
 * `lean` command (`file`). `auto` is the project's own where a project is named, else the embedded one.
 */
export const LEAN_KINDS = ["auto", "wasm", "repl", "file"] as const;

/** One of {@linkcode LEAN_KINDS}. */
export type LeanKind = typeof LEAN_KINDS[number];

/** The variable that says which Lean a command takes where no flag does. */
export const LEAN_VARIABLE = "ORCH_LEAN";

/**
 * Which Lean is asked for: the flag's, else the variable's, else `auto`.
 *
 * @param read the value of a variable, `undefined` where it is unset
 * @throws {UserError} exit 2, naming the variable and its value.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { chosenLean } from "./lean_kind.ts";
 * assertEquals(chosenLean(undefined, () => "repl"), "repl");
 * assertEquals(chosenLean("wasm", () => "repl"), "wasm");
 * ```
 */
export function chosenLean(
  flag: LeanKind | undefined,
  read: (name: string) => string | undefined,
): LeanKind {
  if (flag !== undefined) return flag;
  const text = read(LEAN_VARIABLE)?.trim() ?? "";
  if (text === "") return "auto";
  const kind = LEAN_KINDS.find((one) => one === text);
  if (kind !== undefined) return kind;
  const expected = `one of ${LEAN_KINDS.join(", ")}`;
  throw inputError({ field: LEAN_VARIABLE, expected, seen: text });
}
