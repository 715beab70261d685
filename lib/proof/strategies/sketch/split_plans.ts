import { definitionsOf } from "../definitions.ts";
import { facts, splittable } from "../local_terms.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Plan } from "./plan.ts";

const UNFOLDED: readonly QuickTry[] = [
  { tactic: "simp_all", cap: 200 },
  { tactic: "rfl", cap: 100 },
  { tactic: "split <;> simp_all", cap: 200 },
  { tactic: "grind", cap: 500 },
];

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

/** What a definition of the goal stands for, where that leaves something plain. */
export function unfoldPlans(goal: PrintedGoal): readonly Plan[] {
  return definitionsOf(goal).map((name) => ({
    name: `unfold ${name}`,
    steps: [`unfold ${name}`],
    closers: UNFOLDED,
  }));
}

/** Both directions of an equivalence, both parts of a pair. */
export function bothPlans(goal: PrintedGoal): readonly Plan[] {
  return /[↔∧]/u.test(goal.target) ? [{ name: "both", steps: ["constructor"] }] : [];
}
