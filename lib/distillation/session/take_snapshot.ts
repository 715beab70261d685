import { wilsonInterval } from "../../substrate/learn/wilson_interval.ts";
import type { BenchmarkSnapshot } from "./benchmark_snapshot.ts";
import { scoreOf, type StudentRun } from "./student_run.ts";

const Z95 = 1.959963984540054;

/** Where the runs of a snapshot come from. */
export interface SnapshotSource {
  readonly benchmark: string;
  readonly version: string;
  readonly environmentDigest: string;
  readonly split: "diagnose" | "gate";
  readonly stateDigest: string;
}

/** Sums runs of one state up: the mean score, its 95 % interval, the means by category. */
export function snapshotOf(
  source: SnapshotSource,
  runs: readonly StudentRun[],
): BenchmarkSnapshot {
  const sorted = [...runs].sort((a, b) => a.taskId < b.taskId ? -1 : 1);
  const scores = sorted.flatMap((run) => scoreOf(run) ?? []);
  const categories = [...new Set(sorted.map((run) => run.category))].sort();
  return {
    ...source,
    tasks: sorted.map((run) => ({
      id: run.taskId,
      family: run.family,
      category: run.category,
      score: [scoreOf(run) ?? null],
      costUsd: run.cost.studentUsd + run.cost.judgeUsd,
      ...(run.outcome.kind === "failed" ? { error: run.outcome.error } : {}),
    })),
    overall: mean(scores),
    ci: intervalOf(scores),
    byCategory: Object.fromEntries(categories.flatMap((category) => {
      const own = sorted.filter((run) => run.category === category)
        .flatMap((run) => scoreOf(run) ?? []);
      return own.length === 0 ? [] : [[category, mean(own)]];
    })),
  };
}

/** Wilson's interval for scores that are 0 or 1, the normal one for graded scores. */
function intervalOf(scores: readonly number[]): { readonly low: number; readonly high: number } {
  if (scores.every((score) => score === 0 || score === 1)) {
    const { low, high } = wilsonInterval(
      scores.filter((score) => score === 1).length,
      scores.length,
    );
    return { low, high };
  }
  const middle = mean(scores);
  const variance = scores.reduce((sum, score) => sum + (score - middle) ** 2, 0) /
    Math.max(1, scores.length - 1);
  const half = Z95 * Math.sqrt(variance / scores.length);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

function mean(scores: readonly number[]): number {
  return scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
