import type { ShareEstimate } from "../../substrate/learn/wilson_interval.ts";
import type { ReproveReport } from "./reprove_report.ts";

/** A table as text, its columns of figures to the right. */
export interface ReportTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly right: readonly string[];
}

const POLICY_COLUMNS = ["solved", "range", "heartbeats per proof", "ucb1 more", "95 %"];

/** The figures of a run as tables: who solves what alone, all together, under each policy, and in which sets. */
export function reproveTables(report: ReproveReport): readonly ReportTable[] {
  const { budget, slice, theorems, gain } = report;
  const arms = [...report.strategies, ...report.fixed].map(({ arm, solved, only }) => [
    arm,
    ...shareCells(solved),
    String(only),
  ]);
  const all: ReportTable = {
    headers: [`of ${theorems} theorems`, "solved", "share", "95 %", "only by it"],
    rows: [
      ...arms,
      ["any strategy", ...shareCells(report.union), ""],
      ["any fixed tactic", ...shareCells(report.fixedUnion), ""],
      ["portfolio (ucb1)", ...shareCells(report.portfolio), ""],
      ["portfolio over the best tactic", "", percent(gain.relative), rangeOf(gain), ""],
    ],
    right: ["solved", "share", "95 %", "only by it"],
  };
  const policies: ReportTable = {
    headers: [
      `${budget} in slices of ${slice}, ${report.orders} orders`,
      ...POLICY_COLUMNS,
    ],
    rows: report.policies.map(({ policy, solved, heartbeatsPerSolved, ucb1More }) => [
      policy,
      solved.mean.toFixed(1),
      `${solved.low}–${solved.high}`,
      String(Math.round(heartbeatsPerSolved)),
      policy === "ucb1" || ucb1More === undefined ? "" : signed(ucb1More.mean),
      policy === "ucb1" || ucb1More === undefined
        ? ""
        : `${signed(ucb1More.low)} to ${signed(ucb1More.high)}`,
    ]),
    right: POLICY_COLUMNS,
  };
  const sets: ReportTable = {
    headers: ["solved by exactly", "theorems"],
    rows: report.intersections.map((set) => [set.strategies.join(" "), String(set.theorems)]),
    right: ["theorems"],
  };
  return [all, policies, sets];
}

function shareCells({ part, share, low, high }: ShareEstimate): string[] {
  return [String(part), percent(share), rangeOf({ low, high })];
}

function rangeOf({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percent(low)}–${percent(high)}`;
}

function signed(count: number): string {
  return `${count < 0 ? "−" : "+"}${Math.abs(count).toFixed(1)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
