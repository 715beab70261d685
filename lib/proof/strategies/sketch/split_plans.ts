import { splittable } from "../local_terms.ts";
import { facts } from "../local_terms.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { Plan } from "./plan.ts";

/** Cases: each value of small types, of Boolean functions at both arguments, and of what hypotheses offer. */
export function splitPlans(goal: PrintedGoal): readonly Plan[] {
  const plans: Plan[] = [];
  const flat = splittable(goal).slice(0, 4).map((h) => `cases ${h.name}`);
  if (flat.length > 0) plans.push({ name: "cases", steps: [flat.join(" <;> ")] });
  const tables = goal.hypotheses.filter((h) => /^Bool → (Bool|Nat)$/u.test(h.type));
  if (tables.length > 0 && tables.length <= 2) {
    const values = tables.flatMap(({ name }) => [
      `cases ${name}True : ${name} true`,
      `cases ${name}False : ${name} false`,
    ]);
    plans.push({ name: "cases of values", steps: [[...flat, ...values].join(" <;> ")] });
  }
  for (const { name, type } of facts(goal)) {
    if (/^∃/u.test(type)) plans.push({ name: `obtain ${name}`, steps: [`cases ${name}`] });
    else if (/ ∣ /u.test(type) && !/[→∀]/u.test(type)) {
      plans.push({ name: `obtain ${name}`, steps: [`cases ${name}`] });
    }
  }
  const both = facts(goal).filter((h) => / [∨∧] /u.test(h.type) && !/[→∀∃]/u.test(h.type));
  if (both.length > 0) {
    plans.push({
      name: "cases of facts",
      steps: [both.map((h) => `cases ${h.name}`).join(" <;> ")],
    });
  }
  if (/\b(if|match)\b/.test(goal.target)) plans.push({ name: "split", steps: ["split"] });
  return plans;
}
