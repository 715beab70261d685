import { inductive } from "../local_terms.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { Plan } from "./plan.ts";

/** Contradiction: where something is to exist or to hold in one of two ways, suppose it does not. */
export function contradictionPlans(goal: PrintedGoal): readonly Plan[] {
  if (!/^∃|∨|∈|≠/u.test(goal.target)) return [];
  const suppose = ["apply Classical.byContradiction", "intro neg", "simp at neg"];
  return [
    { name: "contradiction", steps: suppose },
    ...inductive(goal).slice(0, 2).map(({ name }) => ({
      name: `contradiction, induction ${name}`,
      steps: [...suppose, `induction ${name}`],
    })),
  ];
}
