import { companions, facts, inductive } from "../local_terms.ts";
import { mentions, type PrintedGoal } from "../printed_goal.ts";
import { substitute } from "../term_text.ts";
import type { Plan } from "./plan.ts";

/** Inductions: on each variable, with the others general, along an inequality, and two steps at a time. */
export function inductionPlans(goal: PrintedGoal): readonly Plan[] {
  const plans: Plan[] = [];
  for (const { name } of inductive(goal).slice(0, 3)) {
    plans.push({ name: `induction ${name}`, steps: [`induction ${name}`] });
    const others = companions(goal, name);
    if (others.length > 0) {
      const general = `induction ${name} generalizing ${others.join(" ")}`;
      plans.push({ name: general, steps: [general] });
    }
  }
  for (const { name, type } of facts(goal)) {
    if (/^\d+ ≤ [\p{L}_]\w*$/u.test(type)) {
      plans.push({ name: `induction along ${name}`, steps: [`induction ${name}`] });
    }
  }
  return plans;
}

/** Stronger statements that carry an induction where the plain one does not. */
export function strongerPlans(goal: PrintedGoal): readonly Plan[] {
  return inductive(goal).filter((h) => h.type === "Nat" && mentions(goal.target, h.name)).slice(
    0,
    2,
  )
    .map(({ name }) => ({
      name: `two steps on ${name}`,
      steps: [
        `suffices both : (${goal.target}) ∧ (${
          substitute(goal.target, name, `${name} + 1`)
        }) from both.1`,
        `induction ${name}`,
      ],
    }));
}
