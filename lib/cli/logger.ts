import type { Clock } from "../substrate/values/clock.ts";
import { fileError } from "../substrate/records/file_error.ts";
import { choiceFlag, pathFlag } from "./flag.ts";

/** From the most talkative to the quietest. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** `--log-level` and `--log-file`, for the flag tables of scripts. */
export const logFlags = {
  "log-level": choiceFlag(LOG_LEVELS, {
    doc: "least severe message that is logged",
    default: "info",
    group: "Log",
  }),
  "log-file": pathFlag({
    doc: "append the log here instead of standard error; JSON lines when it ends in .jsonl",
    group: "Log",
  }),
};

/** A log of plain messages with named values. */
export type Logger = Readonly<
  Record<LogLevel, (message: string, values?: Readonly<Record<string, unknown>>) => void>
>;

/** What {@linkcode createLogger} needs. */
export interface LoggerOptions {
  readonly level: LogLevel;
  readonly clock: Clock;
  /** Takes one line without its line break. */
  readonly write: (line: string) => void;
  /** `plain`: `14:03:07 warn message key=value`; `jsonl`: one object a line. @default {"plain"} */
  readonly format?: "plain" | "jsonl";
}

/** A logger that drops what is less severe than its level. */
export function createLogger(options: LoggerOptions): Logger {
  const { level, clock, write, format = "plain" } = options;
  const line = format === "plain" ? plainLine : jsonLine;
  const at = (own: LogLevel): Logger[LogLevel] => {
    const heard = LOG_LEVELS.indexOf(own) >= LOG_LEVELS.indexOf(level);
    return (message, values = {}) => {
      if (heard) write(line(clock.now(), own, message, values));
    };
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** A logger with its file, to be closed at the end. */
export type OpenLogger = Logger & Disposable;

/**
 * The logger that `--log-level` and `--log-file` ask for.
 *
 * The file is appended to and written at once, so that a killed run leaves its last words.
 *
 * @throws {UserError} naming the file when it cannot be opened.
 */
export function openLogger(
  options: Pick<LoggerOptions, "level" | "clock"> & {
    readonly file?: string | undefined;
    /** Where lines go without a file. */
    readonly note: (line: string) => void;
  },
): OpenLogger {
  const { level, clock, file, note } = options;
  if (file === undefined) {
    return { ...createLogger({ level, clock, write: note }), [Symbol.dispose]: () => {} };
  }
  const handle = openAppending(file);
  const encoder = new TextEncoder();
  const write = (line: string): void => {
    let bytes = encoder.encode(`${line}\n`);
    while (bytes.length > 0) bytes = bytes.subarray(handle.writeSync(bytes));
  };
  const format = file.endsWith(".jsonl") ? "jsonl" : "plain";
  return {
    ...createLogger({ level, clock, write, format }),
    [Symbol.dispose]: () => handle.close(),
  };
}

function openAppending(file: string): Deno.FsFile {
  try {
    return Deno.openSync(file, { append: true, create: true });
  } catch (error) {
    throw fileError(file, error);
  }
}

type Values = Readonly<Record<string, unknown>>;

function plainLine(at: Date, level: LogLevel, message: string, values: Values): string {
  const time = at.toISOString().slice(11, 19);
  const pairs = Object.entries(values).map(([key, value]) => ` ${key}=${plainValue(value)}`);
  return `${time} ${level.padEnd(5)} ${message}${pairs.join("")}`.replace(/\s*[\r\n]+\s*/g, " ");
}

function plainValue(value: unknown): string {
  if (value instanceof Error) return JSON.stringify(value.message);
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? "undefined";
  return typeof value === "string" && /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

function jsonLine(at: Date, level: LogLevel, message: string, values: Values): string {
  const shown = Object.entries(values).map(([key, value]) =>
    [key, value instanceof Error ? value.message : value] as const
  );
  return JSON.stringify({ at: at.toISOString(), level, message, ...Object.fromEntries(shown) });
}
