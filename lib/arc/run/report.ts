import type { ModuleUsage } from "../../substrate/models/usage.ts";
import type { GroupTotals, RunTotals } from "./totals.ts";
import type { ShareEstimate } from "../../substrate/learn/wilson_interval.ts";

/** A table of the report: what it shows, and its cells. */
export interface ReportTable {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The tables that a finished run prints: by concept, family, source and turn; empty ones are left out. */
export function reportTables(totals: RunTotals): ReportTable[] {
  const tables: ReportTable[] = [
    groupTable("By concept", "concept", totals.byConcept),
    groupTable("By difficulty", "difficulty", totals.byDifficulty),
    solverTable("Solved, by family of the best program", "family", totals.byFamily),
    solverTable("Solved, by source of the best program", "source", totals.bySource),
    {
      title: "Solved, by iteration",
      headers: ["iteration", "solved", "so far"],
      rows: totals.byIteration.map((turn) => [turn.iterIdx + 1, turn.solved, turn.solvedSoFar]),
    },
  ];
  return tables.filter((table) => table.rows.length > 0);
}

/** What the calls of modules that ask a model came to; no table where none does. */
export function modelTables(usage: Readonly<Record<string, ModuleUsage>>): ReportTable[] {
  const rows = Object.entries(usage).map(([module, calls]) => [
    module,
    calls.calls,
    calls.cachedCalls,
    calls.failures,
    calls.inputTokens,
    calls.cachedInputTokens,
    calls.outputTokens,
    calls.costUsd.toFixed(4),
  ]);
  if (rows.length === 0) return [];
  const headers = ["module", "calls", "from cache", "failed", "input tokens", "of them cached"];
  return [{ title: "Models", headers: [...headers, "output tokens", "USD"], rows }];
}

/** The lines that sum a run up. */
export function reportSummary(totals: RunTotals): string[] {
  const lines = [`solved (all train pairs fit): ${shareText(totals.solved)}`];
  if (totals.testCorrect.whole > 0) {
    lines.push(`test correct @2: ${shareText(totals.testCorrect)}`);
  }
  if (totals.errors > 0) lines.push(`tasks that failed by a defect of ours: ${totals.errors}`);
  if (totals.cutBySeconds > 0) {
    lines.push(
      `tasks cut by --task-seconds, whose results depend on this machine: ${totals.cutBySeconds}`,
    );
  }
  return lines;
}

function shareText({ part, whole, share, low, high }: ShareEstimate): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  return `${part} of ${whole} (${percent(share)} %, 95 % interval ${percent(low)}–${
    percent(high)
  })`;
}

function groupTable(title: string, name: string, groups: readonly GroupTotals[]): ReportTable {
  return {
    title,
    headers: [name, "tasks", "solved", "test correct"],
    rows: groups.map((group) => [
      group.name,
      group.tasks,
      group.solved,
      group.testKnown === 0 ? "–" : group.testCorrect,
    ]),
  };
}

function solverTable(title: string, name: string, groups: readonly GroupTotals[]): ReportTable {
  return {
    title,
    headers: [name, "solved", "test correct"],
    rows: groups.map((group) => [
      group.name,
      group.solved,
      group.testKnown === 0 ? "–" : group.testCorrect,
    ]),
  };
}
