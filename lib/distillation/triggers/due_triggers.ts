import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import type { CollectedTrace, CollectedTraces } from "../readiness/collected_traces.ts";
import type { Trigger } from "../session/trigger.ts";
import { nextCron } from "./next_cron.ts";

const cursor = z.strictObject({
  /** Flags and traces that were seen. */
  flags: z.int().min(0),
  traces: z.int().min(0),
  /** When the schedule was last looked at, ISO. */
  scheduledAt: z.string(),
});

/** How far a watch has come. */
export type WatchCursor = z.output<typeof cursor>;

/** Reads and writes `watch.json` (`distillation.watch/1`). */
export const watchCursorRecord: DurableRecord<WatchCursor> = defineRecord({
  name: "distillation.watch",
  version: 1,
  fields: cursor,
});

/** What a watch looks at, once. */
export interface WatchedNow {
  readonly now: Date;
  readonly flags: readonly string[];
  readonly traces: CollectedTraces;
}

/** When a watch fires. */
export interface WatchRules {
  /** Cron expression in UTC. @default no schedule */
  readonly cron?: string;
  /** New failures that share an error type before they count as a cluster. @default {10} */
  readonly clusterSize?: number;
  /** The share of the new traces of that kind which must have failed. @default {0.5} */
  readonly clusterRate?: number;
}

/**
 * The triggers that are due, and the cursor after them: flags first, then clusters among new traces, then the
 * schedule. A moment of the schedule that passed while nobody watched fires once.
 */
export function dueTriggers(
  seen: WatchedNow,
  before: WatchCursor,
  rules: WatchRules,
): { readonly triggers: readonly Trigger[]; readonly cursor: WatchCursor } {
  const { now, flags, traces } = seen;
  const triggers: Trigger[] = flags.slice(before.flags)
    .map((traceId) => ({ kind: "user_flag", metadata: { traceId } }));
  const newTraceCount = Math.max(0, traces.count - before.traces);
  const fresh = newTraceCount === 0 ? [] : traces.recent.slice(-newTraceCount);
  const cluster = clusterOf(fresh, rules);
  if (cluster !== undefined) triggers.push(cluster);
  const { cron } = rules;
  const due = cron !== undefined && nextCron(cron, new Date(before.scheduledAt)) <= now;
  if (due) triggers.push({ kind: "scheduled", metadata: { cron, newTraceCount } });
  // Failures that are too few yet stay new until the rest of their cluster comes.
  const taken = cluster !== undefined || due;
  return {
    triggers,
    cursor: {
      flags: Math.max(before.flags, flags.length),
      traces: taken ? traces.count : Math.min(before.traces, traces.count),
      scheduledAt: due || cron === undefined ? now.toISOString() : before.scheduledAt,
    },
  };
}

/** The largest group of new failures with one error type that is large enough. */
function clusterOf(
  fresh: readonly CollectedTrace[],
  { clusterSize = 10, clusterRate = 0.5 }: WatchRules,
): Trigger | undefined {
  const groups = new Map<string, CollectedTrace[]>();
  for (const trace of fresh) {
    const kind = String(trace.facets["errorType"] ?? "failed");
    if (trace.score < 1) groups.set(kind, [...groups.get(kind) ?? [], trace]);
  }
  const failureRate = fresh.filter((trace) => trace.score < 1).length / Math.max(1, fresh.length);
  const [kind, members] =
    [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0] ?? ["", []];
  if (members.length < clusterSize || failureRate < clusterRate) return undefined;
  return {
    kind: "cluster",
    metadata: {
      description: `${members.length} of ${fresh.length} new runs failed with ${kind}`,
      traceIds: members.map(({ id }) => id).slice(0, 100),
      failureRate,
    },
  };
}
