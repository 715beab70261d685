import type { ProofState } from "../../lean/lean_backend.ts";
import { type Attempt, runAttempt } from "../attempt.ts";
import { equations, facts, inductive, splittable } from "../local_terms.ts";
import { introduceAll, nameAll } from "../opening.ts";
import { parseGoal, type PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Strategy } from "../strategy.ts";

/** Steps of a script at most, introductions not counted. */
const DEPTH_LIMIT = 5;
const GOALS_LIMIT = 6;

/** Tactics that close a goal or are of no use: asked at every state first. */
const CLOSERS: readonly QuickTry[] = [
  { tactic: "assumption", cap: 50 },
  { tactic: "rfl", cap: 100 },
  { tactic: "simp_all", cap: 250 },
  { tactic: "omega", cap: 400 },
];

/** A state of the session with what was made of it, asked only once. */
interface Room {
  readonly state: ProofState;
  doors?: readonly Room[];
}

/**
 * The interactive session, walked by the book: every tactic of a small alphabet at every state, one step deeper
 * each round, until a script of at most five steps closes the goal.
 *
 * Unlike copilot it prefers nothing: what is short is found, whatever it looks like.
 *
 * Source: R. E. Korf, "Depth-First Iterative-Deepening", Artificial Intelligence 27 (1985).
 */
export function createDojo(): Strategy {
  return {
    name: "dojo",
    weight: "light",
    run: (goal, limits, tools) => runAttempt("dojo", goal, limits, tools, search),
  };
}

async function search(attempt: Attempt): Promise<ProofState | undefined> {
  const root = await attempt.open();
  if (root === undefined) return undefined;
  const seen = new Set<string>();
  const start: Room = { state: await settle(attempt, root) };
  for (let depth = 1; depth <= DEPTH_LIMIT; depth++) {
    const found = await visit(attempt, start, depth, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Looks `depth` steps ahead from a room; rooms already opened cost nothing to pass. */
async function visit(
  attempt: Attempt,
  room: Room,
  depth: number,
  seen: Set<string>,
): Promise<ProofState | undefined> {
  if (depth === 0) return undefined;
  if (room.doors === undefined) {
    const opened = await openDoors(attempt, room.state, seen);
    if (!("doors" in opened)) return opened.proved;
    room.doors = opened.doors;
  }
  for (const next of room.doors) {
    const found = await visit(attempt, next, depth - 1, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function openDoors(attempt: Attempt, state: ProofState, seen: Set<string>) {
  const doors: Room[] = [];
  for (const { tactic, cap } of [...CLOSERS, ...alphabet(parseGoal(state.goals[0]!))]) {
    const tried = await attempt.step(state, tactic, cap);
    if (tried.kind === "proved") return { proved: tried.state };
    if (tried.kind === "failed" || tried.state.goals.length > GOALS_LIMIT) continue;
    const key = tried.state.goals.join("\n\n");
    if (seen.has(key)) continue;
    seen.add(key);
    doors.push({ state: await settle(attempt, tried.state) });
    // A closed goal needs no other way to close it.
    if (tried.state.goals.length < state.goals.length) break;
  }
  return { doors };
}

/** Introduces and names everything, so that tactics can speak of it. */
async function settle(attempt: Attempt, state: ProofState): Promise<ProofState> {
  const opened = await introduceAll(attempt, state);
  return (await nameAll(attempt, opened.state)).state;
}

/** Steps that change a goal: on its form, its variables and its facts. */
function alphabet(goal: PrintedGoal): readonly QuickTry[] {
  const steps: string[] = [];
  if (/[∧↔]/u.test(goal.target)) steps.push("constructor");
  if (/∨/u.test(goal.target)) steps.push("left", "right");
  if (/\b(if|match)\b/.test(goal.target)) steps.push("split");
  for (const { name } of splittable(goal).slice(0, 2)) steps.push(`cases ${name}`);
  for (const { name, type } of facts(goal).slice(0, 6)) {
    if (/^∃|[∧∨]/u.test(type) && !/[→∀]/u.test(type)) steps.push(`cases ${name}`);
  }
  for (const { name } of inductive(goal).slice(0, 2)) {
    steps.push(`induction ${name}`, `cases ${name}`);
  }
  for (const { name } of [...equations(goal)].reverse().slice(0, 3)) {
    steps.push(`rw [${name}]`, `rw [← ${name}]`);
  }
  for (const { name, type } of [...facts(goal)].reverse().slice(0, 3)) {
    if (/[→∀]|¬|≠/u.test(type)) steps.push(`apply ${name}`);
  }
  if (/^\(?fun |=/u.test(goal.target) && /fun /u.test(goal.target)) steps.push("funext x");
  steps.push("simp", "ext", "congr", "grind", "apply Classical.byContradiction");
  return steps.map((tactic) => ({ tactic, cap: tactic === "grind" ? 700 : 200 }));
}
