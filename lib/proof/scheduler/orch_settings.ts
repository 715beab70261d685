import { inputError } from "../../substrate/values/input_error.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Strategy } from "../strategies/strategy.ts";

/** Which strategies take part: 0 micro; 1 with copilot and sketch; 2 all. */
export type Profile = 0 | 1 | 2;

/** What the `ORCH_*` variables say; what they leave out is absent. */
export interface OrchSettings {
  /** `ORCH_PROFILE`. */
  readonly profile?: Profile;
  /** `ORCH_CPU_TARGET`: share of the machine's processors, in (0, 1]. */
  readonly cpuTarget?: number;
  /** `ORCH_MAX_LIGHT`: light strategies at work at once. */
  readonly maxLight?: number;
  /** `ORCH_MAX_HEAVY`: heavy strategies at work at once. */
  readonly maxHeavy?: number;
}

/** The variables that are read, for permissions and help. */
export const ORCH_VARIABLES = [
  "ORCH_PROFILE",
  "ORCH_CPU_TARGET",
  "ORCH_MAX_LIGHT",
  "ORCH_MAX_HEAVY",
] as const;

/**
 * Reads the `ORCH_*` variables.
 *
 * @param read the value of a variable, `undefined` where it is unset
 * @throws {UserError} naming the variable and its value.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { orchSettings } from "./orch_settings.ts";
 * const set: Record<string, string> = { ORCH_PROFILE: "1", ORCH_CPU_TARGET: "0.5" };
 * assertEquals(orchSettings((name) => set[name]), { profile: 1, cpuTarget: 0.5 });
 * ```
 */
export function orchSettings(read: (name: string) => string | undefined): OrchSettings {
  const number = <K extends string>(
    key: K,
    variable: (typeof ORCH_VARIABLES)[number],
    expected: string,
    fits: (value: number) => boolean,
  ): { [key in K]?: number } => {
    const text = read(variable)?.trim();
    if (text === undefined || text === "") return {};
    const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
    if (!fits(value)) throw inputError({ field: variable, expected, seen: text });
    return { [key]: value } as { [key in K]?: number };
  };
  const seats = (value: number) => Number.isInteger(value) && value >= 1 && value <= 1000;
  const whole = "a whole number from 1 to 1000";
  return {
    ...number("profile", "ORCH_PROFILE", "0, 1 or 2", (value) => [0, 1, 2].includes(value)) as {
      profile?: Profile;
    },
    ...number(
      "cpuTarget",
      "ORCH_CPU_TARGET",
      "a number above 0 and up to 1",
      (value) => value > 0 && value <= 1,
    ),
    ...number("maxLight", "ORCH_MAX_LIGHT", whole, seats),
    ...number("maxHeavy", "ORCH_MAX_HEAVY", whole, seats),
  };
}

const PROFILES: Readonly<Record<Profile, readonly string[] | "all">> = {
  0: ["micro"],
  1: ["micro", "copilot", "sketch"],
  2: "all",
};

/** Strategies that take part, and those that would but cannot run here. */
export interface Lineup {
  readonly strategies: readonly Strategy[];
  readonly unavailable: readonly Strategy[];
}

/**
 * The strategies of a profile, or those named.
 *
 * @throws {UserError} for a name that is unknown or cannot run here, and when none is left.
 */
export function lineup(
  all: readonly Strategy[],
  choice: { readonly profile: Profile; readonly names?: readonly string[] | undefined },
): Lineup {
  const { names } = choice;
  for (const name of names ?? []) {
    const strategy = all.find((one) => one.name === name);
    if (strategy === undefined) {
      const known = all.map((one) => one.name).join(", ");
      throw new UserError(`unknown strategy ${JSON.stringify(name)}; known: ${known}`);
    }
    if (strategy.unavailable !== undefined) {
      throw new UserError(`strategy ${name} is unavailable: ${strategy.unavailable}`);
    }
  }
  const wanted = names ?? PROFILES[choice.profile];
  const chosen = all.filter(({ name }) => wanted === "all" || wanted.includes(name));
  const strategies = chosen.filter(({ unavailable }) => unavailable === undefined);
  if (strategies.length === 0) {
    throw new UserError(`no strategy of profile ${choice.profile} can run here`);
  }
  return { strategies, unavailable: chosen.filter((one) => one.unavailable !== undefined) };
}
