import { pairedBootstrap, type PairedInterval } from "../../substrate/learn/paired_bootstrap.ts";
import { createPrng } from "../../substrate/values/prng.ts";
import { POLICIES, type Policy } from "../scheduler/policy.ts";
import { playPolicy, type PlayResult } from "./play_policy.ts";
import type { ReproveRow } from "./reprove_row.ts";

/** A policy at equal budget, over many orders of the theorems. */
export interface PolicyReport {
  readonly policy: Policy;
  /** Mean over orders, with the least and the most. */
  readonly solved: { readonly mean: number; readonly low: number; readonly high: number };
  /** Mean heartbeats per solved theorem, in thousands. */
  readonly heartbeatsPerSolved: number;
  /** Theorems that UCB1 solves more in the same order; of UCB1 itself zeros, absent without theorems. */
  readonly ucb1More?: PairedInterval;
}

/** Options of {@linkcode comparePolicies}. */
export interface CompareOptions {
  /** Heartbeats per theorem, in thousands. */
  readonly budget: number;
  /** Heartbeats that one strategy gets at a time, in thousands. */
  readonly slice: number;
  readonly orders: number;
}

/** Plays every policy over the same orders; also what UCB1 solves in the first. */
export function comparePolicies(
  rows: readonly ReproveRow[],
  { budget, slice, orders }: CompareOptions,
): { readonly policies: readonly PolicyReport[]; readonly portfolio: ReadonlySet<number> } {
  const play = (policy: Policy): PlayResult[] =>
    Array.from(
      { length: orders },
      (_, order) => playPolicy(rows, { policy, budget, slice, prng: createPrng(order) }),
    );
  const ucb1 = play("ucb1");
  const policies = POLICIES.map((policy) => {
    const played = policy === "ucb1" ? ucb1 : play(policy);
    return reportOf(policy, played, ucb1, rows.length > 0);
  });
  return { policies, portfolio: new Set(ucb1[0]?.indices) };
}

function reportOf(
  policy: Policy,
  played: readonly PlayResult[],
  ucb1: readonly PlayResult[],
  any: boolean,
): PolicyReport {
  const solved = played.map((result) => result.solved);
  const total = solved.reduce((sum, count) => sum + count, 0);
  const heartbeats = played.reduce((sum, result) => sum + result.heartbeats, 0);
  const more = any
    ? { ucb1More: pairedBootstrap(solved, ucb1.map((r) => r.solved), { prng: createPrng(policy) }) }
    : {};
  return {
    policy,
    solved: {
      mean: total / Math.max(1, played.length),
      low: Math.min(...solved),
      high: Math.max(...solved),
    },
    heartbeatsPerSolved: total === 0 ? 0 : heartbeats / total,
    ...more,
  };
}
