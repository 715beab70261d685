import { createPrng } from "../../substrate/values/prng.ts";
import { type ShareEstimate, wilsonInterval } from "../../substrate/learn/wilson_interval.ts";
import { POLICIES, type Policy } from "../scheduler/policy.ts";
import { playPolicy } from "./play_policy.ts";
import type { ArmOutcome, ReproveRow } from "./reprove_row.ts";

/** One arm alone. */
export interface ArmReport {
  readonly arm: string;
  readonly solved: ShareEstimate;
  /** Theorems that no other arm of its kind solves. */
  readonly only: number;
}

/** A policy at equal budget, over seeds. */
export interface PolicyReport {
  readonly policy: Policy;
  /** Mean over seeds, with the least and the most. */
  readonly solved: { readonly mean: number; readonly low: number; readonly high: number };
  /** Mean heartbeats per solved theorem, in thousands. */
  readonly heartbeatsPerSolved: number;
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
  readonly strategies: readonly ArmReport[];
  readonly fixed: readonly ArmReport[];
  /** Any strategy at its whole budget: what the portfolio could solve with that much for each. */
  readonly union: ShareEstimate;
  /** Any fixed tactic at its whole budget. */
  readonly fixedUnion: ShareEstimate;
  /** UCB1 over the strategies at the budget of one, first seed. */
  readonly portfolio: ShareEstimate;
  /** The portfolio's gain over the best fixed tactic at the same budget, relative. */
  readonly gain: number;
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
  readonly seeds: number;
}

/** Works out every figure from the rows. */
export function reportRows(rows: readonly ReproveRow[], options: ReportOptions): ReproveReport {
  const { budget, slice } = options;
  const whole = rows.length;
  const any = (arms: (row: ReproveRow) => Readonly<Record<string, ArmOutcome>>) =>
    rows.filter((row) => Object.values(arms(row)).some((arm) => arm.solved)).length;
  const policies = POLICIES.map((policy) => playSeeds(rows, policy, options));
  const fixed = armReports(rows, (row) => row.fixed);
  const first = playPolicy(rows, { policy: "ucb1", budget, slice, prng: createPrng("ucb1/0") });
  const best = Math.max(0, ...fixed.map((arm) => arm.solved.part));
  return {
    theorems: whole,
    budget,
    slice,
    strategies: armReports(rows, (row) => row.strategies),
    fixed,
    union: wilsonInterval(any((row) => row.strategies), whole),
    fixedUnion: wilsonInterval(any((row) => row.fixed), whole),
    portfolio: wilsonInterval(first.solved, whole),
    gain: best === 0 ? 0 : first.solved / best - 1,
    policies,
    intersections: intersections(rows),
  };
}

function playSeeds(
  rows: readonly ReproveRow[],
  policy: Policy,
  options: ReportOptions,
): PolicyReport {
  const { budget, slice, seeds } = options;
  const played = Array.from(
    { length: seeds },
    (_, seed) => playPolicy(rows, { policy, budget, slice, prng: createPrng(`${policy}/${seed}`) }),
  );
  const solved = played.map((result) => result.solved);
  const total = solved.reduce((sum, count) => sum + count, 0);
  const heartbeats = played.reduce((sum, result) => sum + result.heartbeats, 0);
  return {
    policy,
    solved: {
      mean: total / Math.max(1, seeds),
      low: Math.min(...solved),
      high: Math.max(...solved),
    },
    heartbeatsPerSolved: total === 0 ? 0 : heartbeats / total,
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
