import { baseTaskId } from "../../dataset/base_task_id.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import { factTokens } from "../ruler/prior/fact_tokens.ts";
import type { FamilySearch, Trace } from "../trace/trace.ts";

/** What a ruler learns from one trace. */
export interface RulerExample {
  readonly taskId: string;
  readonly traceDigest: string;
  readonly split: Split;
  readonly tokens: readonly string[];
  /** Each family once: its first search by the teacher or student. */
  readonly searches: readonly FamilySearch[];
  /** The primitives of every recorded program that fits, each once, grouped by program. */
  readonly fitting: readonly { readonly family: string; readonly ops: readonly string[] }[];
}

/**
 * Cuts a trace down to what a ruler learns from: facts as tokens, families with their cost and success, and
 * the primitives of fitting programs. A trace without a record of its searches, or without any candidate,
 * gives `undefined`.
 *
 * The split follows the base task, so no task is both learned from and measured on.
 */
export function rulerExample(trace: Trace): RulerExample | undefined {
  const candidates = trace.iterations.flatMap((turn) => turn.candidates);
  const all = trace.iterations.flatMap((turn) => turn.searches ?? []);
  const pairs = candidates[0]?.verify.pairs.length;
  if (pairs === undefined || all.length === 0) return undefined;
  const searches = new Map<string, FamilySearch>();
  for (const search of all) {
    const known = searches.get(search.family);
    // A focused look that failed says nothing of the family; the longest search does.
    if (known === undefined || (known.fits === 0 && search.nodes > known.nodes)) {
      searches.set(search.family, search);
    }
  }
  return {
    taskId: trace.taskId,
    traceDigest: trace.digest,
    split: splitOf(baseTaskId(trace.taskId)),
    tokens: factTokens(trace.facts, pairs),
    searches: [...searches.values()],
    fitting: candidates.filter((one) => one.verify.errorType === "ok").map((one) => ({
      family: one.family,
      ops: [...new Set(one.program.steps.map((step) => step.op))],
    })),
  };
}
