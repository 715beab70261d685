import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

/** The schema of {@linkcode BenchmarkSnapshot}. */
export const benchmarkSnapshotSchema = z.strictObject({
  benchmark: z.string(),
  version: z.string(),
  stateDigest: z.string(),
  environmentDigest: z.string(),
  split: z.enum(["diagnose", "gate"]),
  tasks: z.array(z.strictObject({
    id: z.string(),
    family: z.string(),
    category: z.string(),
    /** By seed; `null` where the scorer broke. */
    score: z.array(z.number().min(0).max(1).nullable()).readonly(),
    costUsd: z.number().min(0),
    error: z.string().optional(),
  })).readonly(),
  /** Mean over tasks that have a score. */
  overall: z.number().min(0).max(1),
  ci: z.strictObject({ low: z.number(), high: z.number() }),
  byCategory: z.record(z.string(), z.number().min(0).max(1)),
});

/** How well one state does on one split. */
export type BenchmarkSnapshot = z.output<typeof benchmarkSnapshotSchema>;

/** Reads and writes snapshots (`distillation.snapshot/1`). */
export const benchmarkSnapshotRecord: DurableRecord<BenchmarkSnapshot> = defineRecord({
  name: "distillation.snapshot",
  version: 1,
  fields: benchmarkSnapshotSchema,
});
