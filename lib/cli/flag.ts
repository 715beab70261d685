import { z } from "zod";

/** What every flag may say about itself. */
export interface FlagSettings<T> {
  /** One line for `--help`. */
  readonly doc: string;
  /** The heading it stands under in `--help`. @default {"Options"} */
  readonly group?: string;
  /** The value when the flag is not given. @default {undefined} */
  readonly default?: T;
  /** How `--help` words the default where the bare value would mislead. */
  readonly defaultText?: string;
  /** A run without the flag is refused. @default {false} */
  readonly required?: boolean;
  /** Other names of the same flag, without dashes. @default {[]} */
  readonly aliases?: readonly string[];
  /** The name of the value in `--help`, e.g. `seconds`. */
  readonly value?: string;
}

/** What the parser and the help page know of one flag, kept beside its schema. */
export interface FlagInfo {
  readonly doc: string;
  readonly group: string;
  readonly aliases: readonly string[];
  /** The placeholder of the value; empty for a switch. */
  readonly value: string;
  readonly required: boolean;
  /** The default as `--help` shows it; empty without one. */
  readonly shownDefault: string;
}

/** A zod schema from the text of a flag to its typed value. */
export type Flag<T> = z.ZodType<T>;

/** `T` where a default or `required` makes sure of a value, else `T | undefined`. */
export type FlagValue<T, S> = S extends { readonly required: true } ? T
  : S extends { readonly default: T } ? T
  : T | undefined;

const infos = new WeakMap<z.ZodType, FlagInfo>();

/** The description of a flag made by one of the factories here. */
export function flagInfo(flag: z.ZodType): FlagInfo {
  const info = infos.get(flag);
  if (info === undefined) throw new TypeError("Expected a flag made by the factories of lib/cli");
  return info;
}

/** Text as given. */
export function textFlag<const S extends FlagSettings<string>>(
  settings: S,
): Flag<FlagValue<string, S>> {
  return make(settings, "text", "some text", (text) => text);
}

/** A path of a file or folder, as given; nothing is read here. */
export function pathFlag<const S extends FlagSettings<string>>(
  settings: S,
): Flag<FlagValue<string, S>> {
  return make(settings, "path", "a path", (text) => text.includes("\0") ? undefined : text);
}

/** A whole number in decimal digits. */
export function intFlag<
  const S extends FlagSettings<number> & { readonly min?: number; readonly max?: number },
>(settings: S): Flag<FlagValue<number, S>> {
  const expected = `a whole number${bounds(settings)}`;
  return make(settings, "n", expected, (text) => {
    const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
    return Number.isSafeInteger(value) && within(value, settings) ? value : undefined;
  });
}

/** A decimal number; `1e-6` is one too. */
export function floatFlag<
  const S extends FlagSettings<number> & { readonly min?: number; readonly max?: number },
>(settings: S): Flag<FlagValue<number, S>> {
  return make(settings, "x", `a number${bounds(settings)}`, (text) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    return Number.isFinite(value) && within(value, settings) ? value : undefined;
  });
}

/** One word of a fixed list. */
export function choiceFlag<
  const C extends string,
  const S extends FlagSettings<NoInfer<C>>,
>(choices: readonly C[], settings: S): Flag<FlagValue<C, S>> {
  const expected = `one of ${choices.join(", ")}`;
  return make(settings, choices.join("|"), expected, (text) => choices.find((c) => c === text));
}

/** A switch: `--name` turns it on, `--no-name` off; off unless its default says otherwise. */
export function switchFlag(
  settings: Omit<FlagSettings<boolean>, "required" | "value">,
): Flag<boolean> {
  const schema: Flag<boolean> = z.boolean().default(settings.default ?? false);
  infos.set(schema, {
    ...describe(settings, ""),
    shownDefault: settings.defaultText ?? (settings.default ? "on" : ""),
  });
  return schema;
}

function make<T, S extends FlagSettings<T>>(
  settings: S,
  placeholder: string,
  expected: string,
  read: (text: string) => T | undefined,
): Flag<FlagValue<T, S>> {
  const value = z.string().transform((text, context) => {
    const found = text === "" ? undefined : read(text);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: `expected ${expected}, found ${quote(text)}` });
    return z.NEVER;
  });
  const schema = settings.default !== undefined
    ? value.optional().transform((found) => found ?? settings.default)
    : settings.required === true
    ? value
    : value.optional();
  infos.set(schema, describe(settings, settings.value ?? placeholder));
  return schema as unknown as Flag<FlagValue<T, S>>;
}

function describe(settings: FlagSettings<unknown>, value: string): FlagInfo {
  const fallback = settings.default === undefined ? "" : String(settings.default);
  return {
    doc: settings.doc,
    group: settings.group ?? "Options",
    aliases: settings.aliases ?? [],
    value,
    required: settings.required ?? false,
    shownDefault: settings.defaultText ?? fallback,
  };
}

function within(value: number, limits: { readonly min?: number; readonly max?: number }): boolean {
  return value >= (limits.min ?? -Infinity) && value <= (limits.max ?? Infinity);
}

function bounds(limits: { readonly min?: number; readonly max?: number }): string {
  const { min, max } = limits;
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}

/** The value as the user sees it: quoted, and cut where it is long. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
