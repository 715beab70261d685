import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import type { Trace } from "../trace/trace.ts";
import { blameKind, type BlameRow, blameRows } from "./blame_locus.ts";
import {
  DIRECTIVE_DEFAULTS,
  directiveKind,
  type DirectiveOptions,
  type DirectivePref,
  directivePrefs,
} from "./directive_prefs.ts";
import { rankingKind, type RankingPair, rankingPairs } from "./ranking_pairs.ts";
import type { TaskIndex } from "./task_index.ts";

/** Counts rows that are left out for a reason. */
export type Drop = (reason: string) => void;

/** Turns traces into the rows of one kind of dataset. */
export interface DatasetBuilder<R extends object> {
  readonly kind: DatasetKind<R>;
  /** Reasons for leaving rows out, besides `duplicates` and `filtered`. */
  readonly reasons: readonly string[];
  /** What decides the rows, as the stats record it. */
  readonly options: Readonly<Record<string, Json>>;
  rows(trace: Trace, drop: Drop): Iterable<R> | Promise<Iterable<R>>;
  /** How many rows a trace that is filtered out would have given at most. */
  rowsOf(trace: Trace): number;
}

/** Ranking pairs; the seed decides the order of a and b. */
export function rankingBuilder({ seed = 0 } = {}): DatasetBuilder<RankingPair> {
  return {
    kind: rankingKind,
    reasons: ["ties"],
    options: { seed },
    rows: (trace, drop) => rankingPairs(trace, { seed, onTie: () => drop("ties") }),
    rowsOf: (trace) => count(rankingPairs(trace)),
  };
}

/** Directive preferences. */
export function directiveBuilder(
  options: Omit<DirectiveOptions, "onDropped"> = {},
): DatasetBuilder<DirectivePref> {
  const settings = { ...DIRECTIVE_DEFAULTS, ...options };
  return {
    kind: directiveKind,
    reasons: ["ties"],
    options: settings,
    rows: (trace, drop) => directivePrefs(trace, { ...settings, onDropped: drop }),
    rowsOf: (trace) => count(directivePrefs(trace, settings)),
  };
}

/** Blame loci; without tasks only edits seen in the traces are evidence. */
export function blameBuilder(tasks?: TaskIndex): DatasetBuilder<BlameRow> {
  return {
    kind: blameKind,
    reasons: ["unmeasured"],
    options: { search: tasks !== undefined },
    rows: async (trace, drop) => {
      const task = await tasks?.get(trace.taskDigest, trace.taskId);
      const onUnmeasured = () => drop("unmeasured");
      return blameRows(trace, task === undefined ? { onUnmeasured } : { task, onUnmeasured });
    },
    rowsOf: (trace) => trace.iterations.reduce((sum, turn) => sum + turn.candidates.length, 0),
  };
}

function count(rows: Iterable<unknown>): number {
  let found = 0;
  for (const _ of rows) found++;
  return found;
}
