import type { z } from "zod";

/** Flags that users know by name but that this version cannot honour yet. */
export interface UnavailableFlags {
  readonly flags: readonly string[];
  /** Why, e.g. `memory is not built yet`. */
  readonly reason: string;
}

/** Words after the flags, e.g. a list of files. */
export interface PositionalWords {
  /** Their name in `--help`, e.g. `notebook`. */
  readonly name: string;
  readonly doc: string;
  /** @default {0} */
  readonly min?: number;
  /** @default {Infinity} */
  readonly max?: number;
}

/** A script as its user meets it: name, purpose and the flag table, which is the zod schema of its options. */
export interface Command<S extends z.ZodRawShape> {
  /** The name of the task in `deno.json`. */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  /** Flag names to the letter, without dashes; values made by `intFlag`, `pathFlag` and their sisters. */
  readonly flags: z.ZodObject<S>;
  readonly unavailable?: readonly UnavailableFlags[];
  /** Absent: words after the flags are refused. */
  readonly positional?: PositionalWords;
  /** Whole command lines shown at the end of `--help`. */
  readonly examples?: readonly string[];
}

/** The typed options of a command. */
export type OptionsOf<C> = C extends Command<infer S> ? z.output<z.ZodObject<S>> : never;
