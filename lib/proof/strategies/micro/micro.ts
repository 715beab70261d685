import type { ProofState } from "../../lean/lean_backend.ts";
import { type Attempt, runAttempt } from "../attempt.ts";
import { inductive, splittable } from "../local_terms.ts";
import { introduce } from "../opening.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Strategy } from "../strategy.ts";

/** Tactics that close goals as they stand, the cheapest first. */
const WHOLE: readonly QuickTry[] = [
  { tactic: "rfl", cap: 100 },
  { tactic: "simp", cap: 200 },
  { tactic: "decide", cap: 200 },
];

/** The same once hypotheses have names. */
const OPENED: readonly QuickTry[] = [
  { tactic: "assumption", cap: 50 },
  { tactic: "simp_all", cap: 400 },
  { tactic: "omega", cap: 1000 },
  { tactic: "grind", cap: 1000 },
  { tactic: "exact?", cap: 1500 },
];

/**
 * Quick tactics and short combinations: each goal as it stands, then opened, then split along each variable.
 *
 * Light; what it does not close in a few dozen requests it leaves to others.
 */
export function createMicro(): Strategy {
  return {
    name: "micro",
    weight: "light",
    run: (goal, limits, tools) => runAttempt("micro", goal, limits, tools, search),
  };
}

async function search(attempt: Attempt): Promise<ProofState | undefined> {
  const root = await attempt.open();
  if (root === undefined) return undefined;
  const whole = await firstOf(attempt, root, WHOLE);
  if (whole !== undefined) return whole;
  const opening = await introduce(attempt);
  if (opening === undefined) return undefined;
  return await firstOf(attempt, opening.state, OPENED) ??
    await firstOf(attempt, opening.state, combinations(opening.goal));
}

/** Short combinations along each variable, as {@linkcode createMicro} tries them. */
export function combinations(goal: PrintedGoal): QuickTry[] {
  const tries: QuickTry[] = [];
  for (const { name } of splittable(goal).slice(0, 3)) {
    tries.push(
      ...["simp_all", "grind"].map((end) => ({ tactic: `cases ${name} <;> ${end}`, cap: 800 })),
    );
  }
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
