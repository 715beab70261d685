import type { ProofState } from "../../lean/lean_backend.ts";
import type { Attempt } from "../attempt.ts";
import { introduceAll } from "../opening.ts";
import type { QuickTry } from "../quick_try.ts";

/** What closes the cases of a plan, cheapest first; each leaves no goal or fails. */
const CLOSERS: readonly QuickTry[] = [
  { tactic: "simp_all", cap: 300 },
  { tactic: "rfl", cap: 100 },
  { tactic: "simp [*]", cap: 200 },
  { tactic: "omega", cap: 600 },
  { tactic: "grind", cap: 900 },
  { tactic: "simp_all <;> omega", cap: 700 },
  {
    tactic: "simp_all [Nat.pow_succ, Nat.mul_add, Nat.add_mul, List.range_succ] <;> omega",
    cap: 1000,
  },
];

/** A plan's own steps may hold a small proof each. */
const STEP_CAP = 2500;

/** Where a plan stands after every case was tried: done, or stuck with the goals that are left. */
export type Finish =
  | { readonly done: true; readonly state: ProofState }
  | { readonly done: false; readonly state: ProofState };

/** Closes the main goal, undefined where no closer does; what follows it stays open. */
export async function closeMain(
  attempt: Attempt,
  state: ProofState,
  closers: readonly QuickTry[] = CLOSERS,
): Promise<ProofState | undefined> {
  const { state: opened } = await introduceAll(attempt, state);
  for (const { tactic, cap } of closers) {
    const tried = await attempt.step(opened, tactic, cap);
    if (tried.kind === "failed") continue;
    if (tried.state.goals.length < opened.goals.length) return tried.state;
  }
  return undefined;
}

/** Closes goal after goal until one resists. */
export async function finish(
  attempt: Attempt,
  start: ProofState,
  closers: readonly QuickTry[] = CLOSERS,
): Promise<Finish> {
  let state = start;
  while (state.goals.length > 0) {
    const next = await closeMain(attempt, state, closers);
    if (next === undefined) return { done: false, state };
    state = next;
  }
  return { done: true, state };
}

/** Applies steps one after the other; undefined where one fails. */
export async function applySteps(
  attempt: Attempt,
  start: ProofState,
  steps: readonly string[],
): Promise<ProofState | undefined> {
  let state = start;
  for (const tactic of steps) {
    const tried = await attempt.step(state, tactic, STEP_CAP);
    if (tried.kind === "failed") return undefined;
    state = tried.state;
  }
  return state;
}
