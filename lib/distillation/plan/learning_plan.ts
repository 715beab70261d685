import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { editSchema } from "../edits/edit.ts";
import { failureClusterSchema } from "../session/failure_cluster.ts";

const fields = z.strictObject({
  sessionId: z.string(),
  teacher: z.string(),
  diagnosisSummary: z.string(),
  baseDigest: z.string(),
  /** Supported and unsupported ones; edits refer to supported ones only. */
  failureClusters: z.array(failureClusterSchema).readonly(),
  /** In the order they are tried. */
  edits: z.array(editSchema).readonly(),
  /** Proposals that are no edit of this plan, and why. */
  dropped: z.array(z.strictObject({ proposal: z.json(), reason: z.string() })).readonly(),
});

/** What a session means to try; its digest freezes it. */
export type LearningPlan = z.output<typeof fields>;

/** Reads and writes `plan.json` (`distillation.plan/1`). */
export const learningPlanRecord: DurableRecord<LearningPlan> = defineRecord({
  name: "distillation.plan",
  version: 1,
  fields,
});
