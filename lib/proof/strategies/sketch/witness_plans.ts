import { variables } from "../local_terms.ts";
import type { PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";
import type { Plan } from "./plan.ts";

/** Witness lists tried at most. */
const WITNESS_LIMIT = 24;

/** What a right witness leaves is plain; a wrong one should cost little. */
const CLOSERS: readonly QuickTry[] = [
  { tactic: "omega", cap: 300 },
  { tactic: "simp [Nat.div_add_mod, Nat.mod_lt, *]", cap: 200 },
  { tactic: "simp_all", cap: 200 },
];
/** Only where one witness is wanted: pairs are many. */
const DEEP: QuickTry = { tactic: "grind", cap: 400 };

/** Witnesses for `∃`: terms over the variables and the numbers that the target names. */
export function witnessPlans(goal: PrintedGoal): readonly Plan[] {
  const match = /^∃ ([^,]+), /u.exec(goal.target);
  if (match === null || match[1]!.includes("∈")) return [];
  const count = match[1]!.replace(/ : .*$/u, "").split(" ").length;
  const terms = witnesses(goal);
  const lists = count === 1 ? terms.map((term) => [term]) : count === 2 ? diagonal(terms) : [];
  return lists.slice(0, WITNESS_LIMIT).map((list) => ({
    name: `witness ${list.join(", ")}`,
    steps: [`refine ⟨${list.join(", ")}, ?_⟩`],
    closers: count === 1 ? [...CLOSERS, DEEP] : CLOSERS,
  }));
}

/** Pairs of terms, those of early terms first. */
function diagonal(terms: readonly string[]): string[][] {
  const pairs = terms.flatMap((one, i) =>
    terms.map((two, j) => ({ rank: i + j, pair: [one, two] }))
  );
  return pairs.sort((a, b) => a.rank - b.rank).map(({ pair }) => pair);
}

function witnesses(goal: PrintedGoal): string[] {
  const usable = new Set(variables(goal).filter((h) => h.type === "Nat").map((h) => h.name));
  const names = goal.hypotheses.map((h) => h.name).filter((name) => usable.has(name)).slice(0, 3);
  const numbers = [...new Set(goal.target.match(/\b([2-9]|1\d)\b/gu) ?? [])];
  const pairs = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b] as const));
  return [
    ...pairs.flatMap(([a, b]) => [`${a} / ${b}`, `${a} % ${b}`]),
    ...names.flatMap((name) => numbers.flatMap((n) => [`${n} * (${name} + 1)`, `${name} / ${n}`])),
    ...names.map((name) => `${name} + 1`),
    ...names,
    ...pairs.filter(([a, b]) => a < b).map(([a, b]) => `${a} + ${b}`),
    ...names.map((name) => `${name} - 1`),
    "0",
    "1",
  ];
}
