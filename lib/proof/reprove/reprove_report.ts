import { type ShareEstimate, wilsonInterval } from "../../substrate/learn/wilson_interval.ts";
import { comparePolicies, type PolicyReport } from "./compare_policies.ts";
import { type Gain, gainOver } from "./gain_over.ts";
import type { ArmOutcome, ReproveRow } from "./reprove_row.ts";

/** One arm alone. */
export interface ArmReport {
  readonly arm: string;
  readonly solved: ShareEstimate;
  /** Theorems that no other arm of its kind solves. */
  readonly only: number;
}

/** A set of strategies that solve the same theorems, and how many. */
export interface Intersection {
  readonly strategies: readonly string[];
  readonly theorems: number;
}

/** All figures of a run. */
export interface ReproveReport {
  readonly theorems: number;
  readonly budget: number;
  readonly slice: number;
  /** Orders of the theorems over which policies are compared. */
  readonly orders: number;
  readonly strategies: readonly ArmReport[];
  readonly fixed: readonly ArmReport[];
  /** Any strategy at its whole budget: what the portfolio could solve with that much for each. */
  readonly union: ShareEstimate;
  /** Any fixed tactic at its whole budget. */
  readonly fixedUnion: ShareEstimate;
  /** UCB1 over the strategies at the budget of one, in the first order of theorems. */
  readonly portfolio: ShareEstimate;
  /** What that portfolio solves more than the best fixed tactic at the same budget. */
  readonly gain: Gain;
  readonly policies: readonly PolicyReport[];
  readonly intersections: readonly Intersection[];
}

/** Options of {@linkcode reportRows}. */
export interface ReportOptions {
  /** Heartbeats per theorem, in thousands: what every arm alone had. */
  readonly budget: number;
  /** Heartbeats that the portfolio gives one strategy at a time, in thousands. */
  readonly slice: number;
  /** Orders of theorems that policies are played over. */
  readonly orders: number;
}

/** Works out every figure from the rows. */
export function reportRows(rows: readonly ReproveRow[], options: ReportOptions): ReproveReport {
  const { budget, slice } = options;
  const whole = rows.length;
  const any = (arms: (row: ReproveRow) => Readonly<Record<string, ArmOutcome>>) =>
    rows.filter((row) => Object.values(arms(row)).some((arm) => arm.solved)).length;
  const { policies, portfolio } = comparePolicies(rows, options);
  const fixed = armReports(rows, (row) => row.fixed);
  const best = fixed.reduce<ArmReport | undefined>(
    (top, arm) => top === undefined || arm.solved.part > top.solved.part ? arm : top,
    undefined,
  );
  const solvedByBest = (row: ReproveRow) => best !== undefined && row.fixed[best.arm]!.solved;
  return {
    theorems: whole,
    budget,
    slice,
    orders: options.orders,
    strategies: armReports(rows, (row) => row.strategies),
    fixed,
    union: wilsonInterval(any((row) => row.strategies), whole),
    fixedUnion: wilsonInterval(any((row) => row.fixed), whole),
    portfolio: wilsonInterval(portfolio.size, whole),
    gain: gainOver(
      rows.map((row) => ({ before: solvedByBest(row), after: portfolio.has(row.index) })),
    ),
    policies,
    intersections: intersections(rows),
  };
}

function armReports(
  rows: readonly ReproveRow[],
  armsOf: (row: ReproveRow) => Readonly<Record<string, ArmOutcome>>,
): ArmReport[] {
  const names = Object.keys(rows[0] === undefined ? {} : armsOf(rows[0]));
  return names.map((arm) => {
    const solved = rows.filter((row) => armsOf(row)[arm]!.solved);
    const only = solved.filter((row) =>
      Object.entries(armsOf(row)).every(([other, outcome]) => other === arm || !outcome.solved)
    );
    return { arm, solved: wilsonInterval(solved.length, rows.length), only: only.length };
  });
}

/** Who solves what together: every set of strategies that occurs, the largest first. */
function intersections(rows: readonly ReproveRow[]): Intersection[] {
  const counts = new Map<string, number>();
  for (const { strategies } of rows) {
    const solvers = Object.keys(strategies).filter((name) => strategies[name]!.solved);
    if (solvers.length === 0) continue;
    const key = solvers.join(" ");
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, theorems]) => ({ strategies: key.split(" "), theorems }))
    .sort((a, b) =>
      b.theorems - a.theorems || (a.strategies.join() < b.strategies.join() ? -1 : 1)
    );
}
