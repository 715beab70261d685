import * as z from "zod";
import { EDIT_OPS } from "../edits/payloads.ts";

const rate = z.number().min(0).max(1);

/** One turn of a diagnosis: a tool call, or the diagnosis itself. Free values travel as JSON text. */
export const turnForm = z.strictObject({
  thought: z.string(),
  tool: z.string().nullable(),
  inputJson: z.string().nullable(),
  diagnosis: z.strictObject({
    summary: z.string(),
    clusters: z.array(z.strictObject({
      description: z.string().min(1),
      memberTaskIds: z.array(z.string()),
      studentFailureRate: rate,
      teacherSuccessRate: rate,
      skillGap: z.string(),
    })),
  }).nullable(),
});

/** The plan, in one answer. */
export const planForm = z.strictObject({
  edits: z.array(z.strictObject({
    op: z.enum(EDIT_OPS),
    payloadJson: z.string(),
    clusterIds: z.array(z.string()),
    rationale: z.string(),
    expectedGain: z.number().min(-1).max(1).nullable(),
  })),
});

/** Both forms by name. */
export const teacherForms = { teacher_turn: turnForm, teacher_plan: planForm };
