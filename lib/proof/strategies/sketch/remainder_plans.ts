import { variables } from "../local_terms.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import { mentions } from "../printed_goal.ts";
import type { Plan } from "./plan.ts";

/** Moduli up to this have a case each. */
const MODULUS_LIMIT = 9;

/**
 * Remainders: where the target takes one by a small number, a variable has only so many.
 *
 * Its square's remainder is stated beside it, as linear arithmetic cannot find that out.
 */
export function remainderPlans(goal: PrintedGoal): readonly Plan[] {
  const divided = [...goal.target.matchAll(/ % (\d+)/gu)].map((match) => Number(match[1]));
  const moduli = [...new Set(divided.flatMap((m) => [m, m * m]))]
    .filter((m) => m >= 2 && m <= MODULUS_LIMIT);
  const whole = `${goal.target} ${goal.hypotheses.map((h) => h.type).join(" ")}`;
  const naturals = variables(goal).filter((h) => h.type === "Nat" && mentions(whole, h.name)).slice(
    0,
    2,
  );
  if (naturals.length === 0) return [];
  return moduli.map((modulus) => ({
    name: `remainders mod ${modulus}`,
    steps: naturals.flatMap(({ name }) => remainders(name, modulus)),
    // Every pair of remainders is a case for it.
    closers: [{ tactic: "omega", cap: 6000 }],
  }));
}

function remainders(name: string, modulus: number): string[] {
  const cases = Array.from({ length: modulus }, (_, r) => r);
  const each = cases.map((r) =>
    `(${name} % ${modulus} = ${r} ∧ ${name} * ${name} % ${modulus} = ${(r * r) % modulus})`
  );
  const one = cases.map((r) => `${name} % ${modulus} = ${r}`);
  const bars = cases.map(() => "h").join(" | ");
  return [
    `have mod_${name} : ${each.join(" ∨ ")} := by\n` +
    `  have h : ${one.join(" ∨ ")} := by omega\n` +
    `  rcases h with ${bars} <;> simp [Nat.mul_mod, h]`,
  ];
}
