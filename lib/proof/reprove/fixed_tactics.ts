import { runAttempt } from "../strategies/attempt.ts";
import { introduce } from "../strategies/opening.ts";
import type { Strategy } from "../strategies/strategy.ts";

/** Tactics of Lean's core that close goals by themselves; each is also tried after introductions. */
const TACTICS: readonly { readonly tactic: string; readonly opened: boolean }[] = [
  { tactic: "rfl", opened: true },
  { tactic: "decide", opened: false },
  { tactic: "simp", opened: false },
  { tactic: "simp", opened: true },
  { tactic: "simp_all", opened: true },
  { tactic: "omega", opened: true },
  { tactic: "ac_rfl", opened: true },
  { tactic: "grind", opened: true },
  { tactic: "exact?", opened: true },
];

/**
 * Every fixed tactic as a strategy of one request, so that it is measured by the same rules as the others.
 */
export function fixedTactics(): readonly Strategy[] {
  return TACTICS.map(({ tactic, opened }) => {
    const name = opened ? `intros; ${tactic}` : tactic;
    return {
      name,
      weight: "light",
      run: (goal, limits, tools) =>
        runAttempt(name, goal, limits, tools, async (attempt) => {
          const state = opened ? (await introduce(attempt))?.state : await attempt.open();
          if (state === undefined) return undefined;
          const tried = await attempt.step(state, tactic, limits.heartbeats);
          return tried.kind === "proved" ? tried.state : undefined;
        }),
    };
  });
}
