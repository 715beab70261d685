import type { TraceView } from "../session/ports.ts";

/** Runs that share a facet and fail more often than the rest. */
export interface FailureGroup {
  readonly facet: string;
  readonly value: string;
  readonly runs: readonly TraceView[];
  readonly failed: number;
}

/** Options of {@linkcode groupFailures}. */
export interface GroupOptions {
  /** Facets, most telling first; `category` is always tried last. */
  readonly facets: readonly string[];
  /** @default {5} */
  readonly atMost?: number;
}

/** Fewer failures are no pattern. */
const LEAST_FAILED = 3;

/**
 * Covers the failures by groups that share a facet: facet by facet in the order given, in each the value with
 * most failures that no group holds yet. A group must fail at least as often as all runs together.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { groupFailures } from "./group_failures.ts";
 * const run = (i: number, errorType: string, passed: boolean) => ({
 *   runKey: `${i}`,
 *   taskId: `t${i}`,
 *   category: "c",
 *   passed,
 *   facets: { errorType },
 * });
 * const runs = [1, 2, 3, 4].map((i) => run(i, "cut", false)).concat([run(5, "ok", true)]);
 * const [group] = groupFailures(runs, { facets: ["errorType"] });
 * assertEquals([group!.facet, group!.value, group!.failed], ["errorType", "cut", 4]);
 * ```
 */
export function groupFailures(
  runs: readonly TraceView[],
  options: GroupOptions,
): readonly FailureGroup[] {
  const facets = [...options.facets.filter((facet) => facet !== "category"), "category"];
  const failures = runs.filter((run) => !run.passed).length;
  const overall = failures / Math.max(1, runs.length);
  const covered = new Set<string>();
  const groups: FailureGroup[] = [];
  for (const facet of facets) {
    for (;;) {
      if (groups.length === (options.atMost ?? 5)) return groups;
      const best = fullest(valuesOf(runs, facet), covered, overall);
      if (best === undefined) break;
      const [value, members] = best;
      groups.push({
        facet,
        value,
        runs: members,
        failed: members.filter((run) => !run.passed).length,
      });
      for (const run of members) if (!run.passed) covered.add(run.runKey);
    }
  }
  return groups;
}

type Group = readonly [value: string, runs: readonly TraceView[]];

function fullest(
  groups: ReadonlyMap<string, readonly TraceView[]>,
  covered: ReadonlySet<string>,
  overall: number,
): Group | undefined {
  let best: Group | undefined;
  let most = LEAST_FAILED - 1;
  for (const [value, runs] of [...groups].sort(([a], [b]) => a < b ? -1 : 1)) {
    const failed = runs.filter((run) => !run.passed);
    const fresh = failed.filter((run) => !covered.has(run.runKey)).length;
    if (failed.length / runs.length < overall || fresh <= most) continue;
    [best, most] = [[value, runs], fresh];
  }
  return best;
}

/** Runs by each value of a facet; a facet that is a list counts under each of its entries. */
function valuesOf(
  runs: readonly TraceView[],
  facet: string,
): ReadonlyMap<string, readonly TraceView[]> {
  const groups = new Map<string, TraceView[]>();
  for (const run of runs) {
    const seen = facet === "category" ? run.category : run.facets[facet];
    const values = seen === undefined ? [] : typeof seen === "object" ? seen : [String(seen)];
    for (const value of new Set(values)) {
      groups.set(value, [...groups.get(value) ?? [], run]);
    }
  }
  return groups;
}
