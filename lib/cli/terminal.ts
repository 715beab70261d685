/** Where a command writes and what it is told by the machine: everything a script touches of the process. */
export interface Terminal {
  /** One line of result to standard output. */
  readonly print: (line: string) => void;
  /** One line for people (progress, warnings, errors) to standard error. */
  readonly note: (line: string) => void;
  /** Raw text to standard error, for a line that is rewritten in place. */
  readonly rewrite: (text: string) => void;
  /** Standard error is a terminal that can rewrite a line. */
  readonly isTty: boolean;
  /** Colours are welcome: a terminal, and NO_COLOR is not set. */
  readonly colour: boolean;
  /** Columns of the terminal now; 80 where unknown. */
  readonly width: () => number;
  /** `BATON_DEBUG` is set: stack traces are shown. */
  readonly debug: boolean;
}

/**
 * The terminal of this process.
 *
 * A reader that went away (`| head`) does not end the run: what it no longer reads is dropped.
 */
export function processTerminal(): Terminal {
  const encoder = new TextEncoder();
  const writeAll = (stream: typeof Deno.stdout, text: string): void => {
    let bytes = encoder.encode(text);
    try {
      while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
    } catch (error) {
      if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
    }
  };
  const isTty = Deno.stderr.isTerminal();
  return {
    print: (line) => writeAll(Deno.stdout, `${line}\n`),
    note: (line) => writeAll(Deno.stderr, `${line}\n`),
    rewrite: (text) => writeAll(Deno.stderr, text),
    isTty,
    colour: isTty && !Deno.noColor,
    width: () => {
      try {
        // A terminal that was never told its size says 0.
        return Deno.consoleSize().columns || 80;
      } catch {
        return 80; // no terminal behind the process
      }
    },
    debug: readEnv("BATON_DEBUG") !== undefined,
  };
}

/** A variable of the environment; nothing where it is unset, empty, or the task may not read it. */
function readEnv(name: string): string | undefined {
  const allowed = Deno.permissions.querySync({ name: "env", variable: name }).state === "granted";
  return (allowed && Deno.env.get(name)) || undefined;
}
