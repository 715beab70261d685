import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const usd = z.number().min(0);

/** What is said of a run besides its score: `errorType: "cells"`, `stage: "rules"`, `cut: true`. */
export const facetsSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]),
);

const outcome = z.discriminatedUnion("kind", [
  /** Judged by a verifier, a kernel or gold: never by the teacher. */
  z.strictObject({ kind: z.literal("scored"), score: z.number().min(0).max(1) }),
  /** The scorer broke; no score is made up. */
  z.strictObject({ kind: z.literal("failed"), error: z.string() }),
]);

const fields = z.strictObject({
  /** Digest of state, benchmark version, environment, task, seed and draw. */
  runKey: z.string(),
  stateDigest: z.string(),
  taskId: z.string(),
  /** Tasks of one family stand or fall together: they fall into one split and are resampled as one. */
  family: z.string(),
  /** The kind of task; spans splits. */
  category: z.string(),
  seed: z.string(),
  /** Tells repeats of the same state, task and seed apart. */
  draw: z.int().min(0),
  outcome,
  /** What to cluster failures by. */
  facets: facetsSchema,
  /** Where the whole trace is, for people. */
  tracePath: z.string().optional(),
  cost: z.strictObject({ studentUsd: usd, judgeUsd: usd }),
});

/** One task done once by the harness in one state. */
export type StudentRun = z.output<typeof fields>;
/** How a run came out. */
export type RunOutcome = StudentRun["outcome"];
/** Named values of a run. */
export type Facets = StudentRun["facets"];

/** Reads and writes rows of `student_runs.jsonl` and of the trace log (`distillation.run/1`). */
export const studentRunRecord: DurableRecord<StudentRun> = defineRecord({
  name: "distillation.run",
  version: 1,
  fields,
});

/** The score, or nothing of a run that failed. */
export function scoreOf({ outcome }: Pick<StudentRun, "outcome">): number | undefined {
  return outcome.kind === "scored" ? outcome.score : undefined;
}
