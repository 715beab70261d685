import type { z } from "zod";
import { systemClock } from "../substrate/values/clock.ts";
import { UserError } from "../substrate/values/user_error.ts";
import type { Command } from "./command.ts";
import { helpText } from "./help_text.ts";
import { type InterruptHost, watchInterrupts } from "./interrupt.ts";
import { parseOptions } from "./parse_options.ts";
import { describeSystemError } from "./system_error.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** What a script's main function is given. */
export interface MainContext<S extends z.ZodRawShape> {
  readonly options: z.output<z.ZodObject<S>>;
  readonly positional: readonly string[];
  /** Aborts at the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  readonly terminal: Terminal;
}

/** A script's main function: returns the exit code, 0 where it returns nothing. */
export type Main<S extends z.ZodRawShape> = (
  context: MainContext<S>,
) => number | void | Promise<number | void>;

/** The process as {@linkcode runCommand} sees it; tests bring their own. */
export interface MainHost {
  readonly args: readonly string[];
  readonly terminal: Terminal;
  readonly interrupts: Omit<InterruptHost, "onFirst">;
}

/**
 * Runs a script's main function on this process's words and ends the process with its exit code.
 *
 * @example
 * ```ts ignore
 * await runMain(command, async ({ options, signal, terminal }) => {
 *   const solved = await solveAll({ seed: options.seed, signal });
 *   terminal.print(`${solved} solved`);
 * });
 * ```
 */
export async function runMain<S extends z.ZodRawShape>(
  command: Command<S>,
  main: Main<S>,
): Promise<never> {
  Deno.exit(await runCommand(command, main, processHost()));
}

/** This process. */
export function processHost(): MainHost {
  return {
    args: Deno.args,
    terminal: processTerminal(),
    interrupts: {
      listen: (signal, handler) => Deno.addSignalListener(signal, handler),
      unlisten: (signal, handler) => Deno.removeSignalListener(signal, handler),
      exit: (code) => Deno.exit(code),
      clock: systemClock,
    },
  };
}

/**
 * Parses the options, runs main, and turns every way it can end into an exit code and at most one line:
 * 0 done, 1 ran and failed, 2 wrong input or options, 130 interrupted.
 */
export async function runCommand<S extends z.ZodRawShape>(
  command: Command<S>,
  main: Main<S>,
  host: MainHost,
): Promise<number> {
  const { terminal } = host;
  const watch = watchInterrupts({
    ...host.interrupts,
    onFirst: () => terminal.note("interrupted: finishing what is in flight; again to stop at once"),
  });
  try {
    const parsed = parseOptions(command, host.args);
    if (parsed.kind === "help") {
      terminal.print(helpText(command, helpWidth(terminal)));
      return 0;
    }
    const { options, positional } = parsed;
    return await main({ options, positional, signal: watch.signal, terminal }) ?? 0;
  } catch (error) {
    return explain(error, watch.signal, terminal);
  } finally {
    watch.stop();
  }
}

function helpWidth(terminal: Terminal): number {
  return terminal.isTty ? Math.min(120, Math.max(60, terminal.width())) : 100;
}

function explain(error: unknown, signal: AbortSignal, terminal: Terminal): number {
  if (signal.aborted && isAbort(error, signal)) {
    terminal.note("interrupted");
    return 130;
  }
  if (terminal.debug && error instanceof Error) terminal.note(error.stack ?? error.message);
  if (error instanceof UserError) {
    terminal.note(`error: ${error.message}`);
    return error.exitCode;
  }
  const failure = describeSystemError(error);
  if (failure !== undefined) {
    terminal.note(`error: ${failure.message}`);
    return failure.exitCode;
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = said.replace(/\s*[\r\n]+\s*/g, " ");
  const hint = terminal.debug ? "" : " (BATON_DEBUG=1 shows where)";
  terminal.note(`error: this is a defect of the program: ${line}${hint}`);
  return 1;
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  if (error === signal.reason) return true;
  return error instanceof Error && (error.name === "AbortError" || isAbort(error.cause, signal));
}
