import type { ProofState } from "../../lean/lean_backend.ts";
import { type Attempt, REQUEST_CAP, runAttempt } from "../attempt.ts";
import { inductive, splittable, variables } from "../local_terms.ts";
import { introduce } from "../opening.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Strategy } from "../strategy.ts";

/**
 * The lists of tactics: `whole` for goals as they stand, then, once hypotheses have names, `cheap` ones and
 * `costly` ones, which search.
 */
export const MICRO_LISTS = ["whole", "cheap", "costly"] as const;

/** Tactics by list, in the order in which they are tried. */
export type MicroTactics = Readonly<Record<(typeof MICRO_LISTS)[number], readonly string[]>>;

/** The lists as they are where nobody says otherwise. */
export const MICRO_TACTICS: Readonly<Record<keyof MicroTactics, readonly QuickTry[]>> = {
  whole: [
    { tactic: "simp", cap: 200 },
    { tactic: "decide", cap: 200 },
  ],
  cheap: [
    { tactic: "rfl", cap: 100 },
    { tactic: "assumption", cap: 50 },
    { tactic: "simp_all", cap: 300 },
    { tactic: "constructor <;> intros <;> simp_all", cap: 200 },
  ],
  costly: [
    { tactic: "omega", cap: 1000 },
    { tactic: "grind", cap: 1000 },
    { tactic: "ext <;> simp_all", cap: 200 },
    { tactic: "split <;> simp_all", cap: 200 },
  ],
};

/** Options of {@linkcode createMicro}. */
export interface MicroOptions {
  /** @default {MICRO_TACTICS} */
  readonly microTactics?: MicroTactics;
}

const CAPS = new Map(Object.values(MICRO_TACTICS).flat().map(({ tactic, cap }) => [tactic, cap]));

/**
 * Quick tactics and short combinations: each goal as it stands, then opened, then split along each variable.
 *
 * Light; what it does not close in a few dozen requests it leaves to others.
 */
export function createMicro({ microTactics }: MicroOptions = {}): Strategy {
  const triesOf = (list: keyof MicroTactics): readonly QuickTry[] =>
    microTactics?.[list].map((tactic) => ({ tactic, cap: CAPS.get(tactic) ?? REQUEST_CAP })) ??
      MICRO_TACTICS[list];
  const lists = { whole: triesOf("whole"), cheap: triesOf("cheap"), costly: triesOf("costly") };
  return {
    name: "micro",
    weight: "light",
    run: (goal, limits, tools) =>
      runAttempt("micro", goal, limits, tools, (attempt) => search(attempt, lists)),
  };
}

async function search(
  attempt: Attempt,
  { whole: asItStands, cheap, costly }: typeof MICRO_TACTICS,
): Promise<ProofState | undefined> {
  const root = await attempt.open();
  if (root === undefined) return undefined;
  const whole = await firstOf(attempt, root, asItStands);
  if (whole !== undefined) return whole;
  const opening = await introduce(attempt);
  if (opening === undefined) return undefined;
  const { state, goal } = opening;
  return await firstOf(attempt, state, cheap) ?? await firstOf(attempt, state, ofCases(goal)) ??
    await firstOf(attempt, state, costly) ?? await firstOf(attempt, state, ofInductions(goal));
}

/** Each value of a variable that has few, and what a structure is made of. */
function ofCases(goal: PrintedGoal): QuickTry[] {
  const tries: QuickTry[] = [];
  for (const { name } of variables(goal).slice(0, 2)) {
    tries.push({ tactic: `cases ${name} <;> rfl`, cap: 100 });
  }
  const flat = splittable(goal).slice(0, 3).map((h) => `cases ${h.name}`);
  for (const split of new Set([...flat.slice(0, 1), flat.join(" <;> ")])) {
    if (split !== "") tries.push({ tactic: `${split} <;> simp_all`, cap: 400 });
  }
  return tries;
}

function ofInductions(goal: PrintedGoal): QuickTry[] {
  const tries: QuickTry[] = splittable(goal).slice(0, 2)
    .map(({ name }) => ({ tactic: `cases ${name} <;> grind`, cap: 800 }));
  for (const { name } of inductive(goal).slice(0, 3)) {
    for (const end of ["simp_all", "grind", "simp_all <;> omega"]) {
      tries.push({ tactic: `induction ${name} <;> ${end}`, cap: 1500 });
    }
  }
  return tries;
}

async function firstOf(
  attempt: Attempt,
  state: ProofState,
  tries: readonly QuickTry[],
): Promise<ProofState | undefined> {
  for (const { tactic, cap } of tries) {
    const tried = await attempt.step(state, tactic, cap);
    if (tried.kind === "proved") return tried.state;
  }
  return undefined;
}
