import { parseArgs } from "@std/cli/parse-args";
import { z } from "zod";
import { UserError } from "../substrate/values/user_error.ts";
import type { Command } from "./command.ts";
import { nearestWord } from "./edit_distance.ts";
import { flagInfo } from "./flag.ts";

/** What a command line asks for. */
export type Parsed<S extends z.ZodRawShape> =
  | { readonly kind: "help" }
  | {
    readonly kind: "run";
    readonly options: z.output<z.ZodObject<S>>;
    readonly positional: readonly string[];
  };

/**
 * Reads command-line words against a command's flag table.
 *
 * `--flag value`, `--flag=value`, `--switch` and `--no-switch` are understood; `--` ends the flags.
 * `-h` and `--help` win over everything else.
 *
 * @throws {UserError} (exit code 2) on a flag that is unknown, unavailable, given twice or without its
 * value, on a value of the wrong kind, on a missing required flag, and on words nobody asked for.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { z } from "zod";
 * import { intFlag } from "./flag.ts";
 * import { parseOptions } from "./parse_options.ts";
 * const flags = z.object({
 *   "loop-iters": intFlag({ doc: "turns of the loop", min: 1, default: 1, aliases: ["iters"] }),
 * });
 * const command = { name: "solve", summary: "Solves tasks.", flags };
 * const parsed = parseOptions(command, ["--iters=3"]);
 * assertEquals(parsed.kind === "run" && parsed.options["loop-iters"], 3);
 * assertThrows(
 *   () => parseOptions(command, ["--loop-iters", "two"]),
 *   Error,
 *   '--loop-iters: expected a whole number of at least 1, found "two"',
 * );
 * ```
 */
export function parseOptions<S extends z.ZodRawShape>(
  command: Command<S>,
  args: readonly string[],
): Parsed<S> {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  if (words.includes("--help") || words.includes("-h")) return { kind: "help" };
  const table = readTable(command);
  refuseUnavailable(command, words);
  const given = collect(table, words);
  const result = command.flags.safeParse(given.values);
  if (!result.success) throw new UserError(firstIssue(result.error, given.spelled, table));
  const positional = [...given.positional, ...(end < 0 ? [] : args.slice(end + 1))];
  checkPositional(command, positional);
  // Flags that were not given are there as `undefined`, as their type says.
  const blank = Object.fromEntries(Object.keys(command.flags.shape).map((key) => [key, undefined]));
  return { kind: "run", options: { ...blank, ...result.data }, positional };
}

interface Table {
  /** Every accepted spelling → the flag's own name. */
  readonly nameOf: ReadonlyMap<string, string>;
  readonly switches: ReadonlySet<string>;
}

function readTable(command: Command<z.ZodRawShape>): Table {
  const nameOf = new Map<string, string>();
  const switches = new Set<string>();
  for (const [name, schema] of Object.entries(command.flags.shape)) {
    const info = flagInfo(schema as z.ZodType);
    for (const spelling of [name, ...info.aliases]) {
      if (nameOf.has(spelling)) throw new TypeError(`Flag --${spelling} is declared twice`);
      nameOf.set(spelling, name);
      if (info.value === "") switches.add(spelling);
    }
  }
  return { nameOf, switches };
}

function refuseUnavailable(command: Command<z.ZodRawShape>, words: readonly string[]): void {
  for (const word of words) {
    const name = word.startsWith("--") ? word.slice(2).split("=", 1)[0]! : "";
    const found = command.unavailable?.find((entry) => entry.flags.includes(name));
    if (found) throw new UserError(`--${name} is not available in this version: ${found.reason}`);
  }
}

interface Given {
  readonly values: Record<string, unknown>;
  /** The flag's own name → the spelling the user chose. */
  readonly spelled: ReadonlyMap<string, string>;
  readonly positional: readonly string[];
}

function collect(table: Table, words: readonly string[]): Given {
  const spellings = [...table.nameOf.keys()];
  const valued = spellings.filter((spelling) => !table.switches.has(spelling));
  const parsed = parseArgs(joinValues(words, valued), {
    string: ["_", ...valued],
    boolean: [...table.switches],
    negatable: [...table.switches],
    collect: valued,
    unknown: (word, key) => {
      if (key === undefined) return true;
      throw new UserError(unknownFlag(word, spellings));
    },
  });
  const values: Record<string, unknown> = Object.create(null);
  const spelled = new Map<string, string>();
  for (const [spelling, name] of table.nameOf) {
    const seen = table.switches.has(spelling)
      ? switchValues(words, spelling)
      : (parsed[spelling] ?? []) as readonly string[];
    if (seen.length === 0) continue;
    if (seen.length > 1) throw new UserError(`--${spelling}: given ${seen.length} times`);
    const other = spelled.get(name);
    if (other !== undefined) {
      throw new UserError(`--${other} and --${spelling} are the same flag: give only one of them`);
    }
    if (seen[0] === "") throw new UserError(`--${spelling}: a value is missing`);
    values[name] = seen[0];
    spelled.set(name, spelling);
  }
  return { values, spelled, positional: parsed._.map(String) };
}

/** Ties a flag to a value that begins with one dash, a negative number, which would read as a flag. */
function joinValues(words: readonly string[], valued: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    const tie = /^-[\d.]/.test(word) && before?.startsWith("--") &&
      valued.includes(before.slice(2));
    if (tie) joined[joined.length - 1] = `${before}=${word}`;
    else joined.push(word);
  }
  return joined;
}

function switchValues(words: readonly string[], name: string): boolean[] {
  const values: boolean[] = [];
  for (const [at, word] of words.entries()) {
    const value = word === `--${name}` ? true : word === `--no-${name}` ? false : undefined;
    if (value !== undefined) values.push(value);
    // The parser underneath swallows a "true" or "false" that follows, and would not be heard.
    const valued = value !== undefined && /^(true|false)$/.test(words[at + 1] ?? "");
    if (valued || word.startsWith(`--${name}=`)) {
      throw new UserError(`--${name}: a switch takes no value, say --${name} or --no-${name}`);
    }
  }
  return values;
}

function unknownFlag(word: string, spellings: readonly string[]): string {
  const typed = word.replace(/^-+/, "").split("=", 1)[0]!;
  const near = nearestWord(typed, [...spellings, "help"]);
  const dashes = word.startsWith("--") ? "--" : "-";
  return `unknown flag ${dashes}${typed}, ${
    near === undefined ? "see --help" : `did you mean --${near}?`
  }`;
}

function firstIssue(error: z.ZodError, spelled: Given["spelled"], table: Table): string {
  const { issues } = error;
  const issue = issues.find((one) => spelled.has(String(one.path[0]))) ?? issues[0]!;
  const name = String(issue.path[0] ?? "");
  const spelling = spelled.get(name);
  if (spelling !== undefined) return `--${spelling}: ${issue.message}`;
  return table.nameOf.has(name) ? `--${name} is required, see --help` : issue.message;
}

function checkPositional(command: Command<z.ZodRawShape>, words: readonly string[]): void {
  const rule = command.positional;
  const shown = JSON.stringify(words[rule?.max ?? 0] ?? "");
  if (rule === undefined) {
    if (words.length > 0) throw new UserError(`unexpected argument ${shown}, see --help`);
  } else if (words.length > (rule.max ?? Infinity)) {
    throw new UserError(`unexpected argument ${shown}: at most ${rule.max} ${rule.name} expected`);
  } else if (words.length < (rule.min ?? 0)) {
    throw new UserError(`<${rule.name}> is missing, see --help`);
  }
}
