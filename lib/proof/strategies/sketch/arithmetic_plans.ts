import { facts, inductive } from "../local_terms.ts";
import { mentions, type PrintedGoal } from "../printed_goal.ts";
import { sides, substitute } from "../term_text.ts";
import type { Plan } from "./plan.ts";

/** Products of known inequalities, which linear arithmetic does not make by itself. */
export function productPlans(goal: PrintedGoal): readonly Plan[] {
  const steps: string[] = [];
  const names = inductive(goal).filter((h) => h.type === "Nat").map((h) => h.name).slice(0, 2);
  for (const { name, type } of facts(goal)) {
    if (/[∀∃→∧∨¬^]/u.test(type) || sides(type, "≤") === undefined || steps.length >= 4) continue;
    for (const factor of names) {
      steps.push(`have prod${steps.length} := Nat.mul_le_mul_right ${factor} ${name}`);
    }
  }
  if (steps.length === 0) return [];
  return [{ name: "products", steps }];
}

/** A divisor of a sum divides its parts, more often than not. */
export function divisorPlans(goal: PrintedGoal): readonly Plan[] {
  const parts = sides(goal.target, "∣");
  if (parts === undefined || !/ \+ /.test(parts[1])) return [];
  return [{ name: "divisor of a sum", steps: ["apply Nat.dvd_add"] }];
}

/**
 * Closed forms of sums: `f 0 = c` and `f (n + 1) = f n + (α n + β)` give `2 * f n + α * n = α * (n * n) + 2 β n + 2 c`.
 */
export function closedFormPlans(goal: PrintedGoal): readonly Plan[] {
  const plans: Plan[] = [];
  for (const { type } of facts(goal)) {
    const match = /^∀ \((\w+) : Nat\), (\w+) \(\1 \+ 1\) = \2 \1 \+ (.+)$/u.exec(type);
    if (match === null) continue;
    const [, bound, f, step] = match as unknown as [string, string, string, string];
    const start = facts(goal).map((h) => new RegExp(`^${f} 0 = (\\d+)$`).exec(h.type)?.[1])
      .find((value) => value !== undefined);
    const slope = linear(step, bound);
    if (start === undefined || slope === undefined || !mentions(goal.target, f)) continue;
    const [alpha, beta] = slope;
    const statement = `∀ n, 2 * ${f} n + ${alpha} * n = ${alpha} * (n * n) + ${2 * beta} * n + ${
      2 * Number(start)
    }`;
    plans.push({
      name: "closed form",
      steps: [],
      lemma: { name: "closed", statement, variable: "n" },
    });
  }
  return plans;
}

/** α and β of a text that equals α n + β: read off at 0, 1 and 2. */
function linear(text: string, bound: string): readonly [number, number] | undefined {
  const at = [0, 1, 2].map((n) => value(substitute(text, bound, String(n))));
  const [a, b, c] = at;
  if (a === undefined || b === undefined || c === undefined || c - b !== b - a || b < a) {
    return undefined;
  }
  return [b - a, a];
}

/** The value of sums and products of numbers, undefined for any other text. */
function value(text: string): number | undefined {
  const parts = text.match(/\d+|[()+*]/g) ?? [];
  if (parts.join("") !== text.replace(/\s/g, "")) return undefined;
  let at = 0;
  const atom = (): number => {
    const part = parts[at++];
    if (part !== "(") return Number(part);
    const inner = sum();
    at++;
    return inner;
  };
  const product = (): number => {
    let total = atom();
    while (parts[at] === "*") total *= (at++, atom());
    return total;
  };
  const sum = (): number => {
    let total = product();
    while (parts[at] === "+") total += (at++, product());
    return total;
  };
  const total = sum();
  return Number.isFinite(total) && at === parts.length ? total : undefined;
}
