import type { z } from "zod";
import type { Command } from "./command.ts";
import { nearestWord } from "./edit_distance.ts";
import { type Main, type MainHost, processHost, runCommand } from "./run_main.ts";
import { padAfter, textWidth, wrapWords } from "./text_width.ts";

/** One command of a group. */
export interface Verb {
  /** One word or two, such as `run` or `quarantine list`. */
  readonly name: string;
  readonly summary: string;
  /** Runs it on the words after its name. */
  readonly run: (host: MainHost) => Promise<number>;
}

/** Commands that share a door, told apart by the first words. */
export interface CommandGroup {
  /** The name of the task in `deno.json`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly verbs: readonly Verb[];
  /** Whole command lines shown at the end of `--help`. */
  readonly examples?: readonly string[];
}

/**
 * A command of a group from its flag table and its main function.
 *
 * @param command its `name` is the group's and its own: `taxonomy run`
 */
export function defineVerb<S extends z.ZodRawShape>(command: Command<S>, main: Main<S>): Verb {
  const name = command.name.slice(command.name.indexOf(" ") + 1);
  return { name, summary: command.summary, run: (host) => runCommand(command, main, host) };
}

/**
 * Runs the command of a group that the first words name; without any, and with `--help`, prints them all.
 *
 * @returns the exit code; 2 for a command that is not there, with the nearest one that is
 */
export async function runGroup(group: CommandGroup, host: MainHost): Promise<number> {
  const { args, terminal } = host;
  const verb = group.verbs.toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name.split(" ").every((word, i) => word === args[i]));
  if (verb !== undefined) {
    return await verb.run({ ...host, args: args.slice(verb.name.split(" ").length) });
  }
  const [first] = args;
  if (first === undefined || first === "--help" || first === "-h") {
    groupHelp(group).forEach(terminal.print);
    return first === undefined ? 2 : 0;
  }
  terminal.note(`error: ${refusal(group, args)}`);
  return 2;
}

/** As `runMain`, for a group. */
export async function runGroupMain(group: CommandGroup): Promise<never> {
  Deno.exit(await runGroup(group, processHost()));
}

function refusal({ verbs }: CommandGroup, args: readonly string[]): string {
  const first = args[0]!;
  if (first.startsWith("-")) return `unknown flag ${first.split("=", 1)[0]}, name a command first`;
  const names = verbs.map(({ name }) => name);
  const inner = names.filter((name) => name.startsWith(`${first} `));
  if (inner.length > 0) return `${first}: say ${inner.join(" or ")}`;
  const near = nearestWord(first, names);
  const hint = near === undefined ? "see --help" : `did you mean ${near}?`;
  return `unknown command ${JSON.stringify(first)}, ${hint}`;
}

function groupHelp({ name, summary, verbs, examples = [] }: CommandGroup): string[] {
  const column = Math.max(...verbs.map((verb) => textWidth(verb.name))) + 4;
  return [
    ...wrapWords(`${name}: ${summary}`, 100),
    "",
    `usage: deno task ${name} <command> [flags]`,
    "",
    "Commands",
    ...verbs.flatMap((verb) => {
      const [first = "", ...rest] = wrapWords(verb.summary, 100 - column);
      const lines = rest.map((line) => " ".repeat(column) + line);
      return [padAfter(`  ${verb.name}`, column) + first, ...lines];
    }),
    "",
    `\`deno task ${name} <command> --help\` prints a command's flags.`,
    ...(examples.length > 0 ? ["", "Examples", ...examples.map((line) => `  ${line}`)] : []),
  ];
}
