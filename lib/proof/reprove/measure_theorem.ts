import type { Clock } from "../../substrate/values/clock.ts";
import type { Prng } from "../../substrate/values/prng.ts";
import { categoryOf } from "../goal/category.ts";
import type { Goal } from "../goal/goal.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import type { Premise } from "../premises/premise.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { memoLean } from "./memo_lean.ts";
import type { ArmOutcome, ReproveRow } from "./reprove_row.ts";

/** What a theorem is measured with. */
export interface MeasureOptions {
  readonly lean: LeanBackend;
  readonly strategies: readonly Strategy[];
  readonly fixed: readonly Strategy[];
  /** For each arm, in thousands. */
  readonly heartbeats: number;
  /** For each arm: a safety net. */
  readonly deadlineMs: number;
  readonly prng: Prng;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A theorem of the library as a goal that may use nothing that may rest on it. */
export function libraryGoal(theorem: Premise): Goal {
  const goal = { statement: theorem.statement, context: [] };
  return {
    ...goal,
    name: theorem.name,
    difficulty: 0.5,
    priority: 0.5,
    category: categoryOf(goal),
    source: "library",
  };
}

/** Lets every arm try the theorem by itself, each with the whole budget. */
export async function measureTheorem(
  theorem: Premise,
  index: number,
  options: MeasureOptions,
): Promise<ReproveRow> {
  const goal = libraryGoal(theorem);
  const lean = memoLean(options.lean);
  const attempt = async (arm: Strategy): Promise<ArmOutcome> => {
    const { heartbeats, deadlineMs, clock, signal } = options;
    const result = await arm.run(
      goal,
      { heartbeats, deadlineMs, ...(signal ? { signal } : {}) },
      { lean, lemmas: [], before: theorem.name, prng: options.prng.split(theorem.name), clock },
    );
    const { success, tactics, error } = result;
    const spent = { heartbeats: result.heartbeats };
    if (!success) {
      return { ...spent, solved: false, ...(error === undefined ? {} : { error: cut(error) }) };
    }
    // Lean looks at its limit now and then, not at every allocation.
    if (result.heartbeats <= heartbeats) return { ...spent, solved: true, tactics: [...tactics] };
    return {
      ...spent,
      solved: false,
      error: `a proof beyond the ${heartbeats} heartbeats allowed`,
    };
  };
  const fixed: Record<string, ArmOutcome> = {};
  const strategies: Record<string, ArmOutcome> = {};
  for (const arm of options.fixed) fixed[arm.name] = await attempt(arm);
  for (const arm of options.strategies) {
    if (arm.unavailable === undefined) strategies[arm.name] = await attempt(arm);
  }
  const { name, module, statement } = theorem;
  return { index, theorem: name, module, category: goal.category, statement, strategies, fixed };
}

const cut = (error: string): string => error.slice(0, 200);
