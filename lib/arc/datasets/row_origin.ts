import { baseTaskId } from "../../dataset/base_task_id.ts";
import { type Split, splitOf } from "../../dataset/split.ts";
import type { Trace } from "../trace/trace.ts";

/** What every row of the critic's datasets says about where it comes from. */
export interface RowOrigin {
  readonly taskId: string;
  readonly iterIdx: number;
  readonly traceDigest: string;
  readonly comparatorVersion: string;
  readonly featureVersion: string;
  /** By the digest of the base task's id, so that variants follow their base. */
  readonly split: Split;
  readonly namespace: string;
}

/** The origin of rows cut from one iteration of a trace. */
export function rowOrigin(trace: Trace, iterIdx: number): RowOrigin {
  return {
    taskId: trace.taskId,
    iterIdx,
    traceDigest: trace.digest,
    comparatorVersion: trace.versions.comparator,
    featureVersion: trace.versions.feature,
    split: splitOf(baseTaskId(trace.taskId)),
    namespace: trace.namespace,
  };
}

/** The fields of {@linkcode RowOrigin} as a card lists them. */
export const ORIGIN_FIELDS = [
  { name: "schema", type: "string", meaning: "name and version of the row's schema" },
  { name: "taskId", type: "string", meaning: "the task; `<base>~<how>` is a variant of `<base>`" },
  { name: "iterIdx", type: "int", meaning: "the turn of the loop, from 0" },
  { name: "traceDigest", type: "string", meaning: "sha-256 of the trace the row was cut from" },
  { name: "comparatorVersion", type: "string", meaning: "the order that decided the label" },
  { name: "featureVersion", type: "string", meaning: "names the order of `featureVec`" },
  {
    name: "split",
    type: "string",
    meaning: "train, validation or test, by the digest of the base task's id",
  },
  { name: "namespace", type: "string", meaning: "isolates training data from evaluation" },
] as const;
