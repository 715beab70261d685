import * as z from "zod";

const rate = z.strictObject({
  /** Of `n` runs, `k` came out so. */
  k: z.int().min(0),
  n: z.int().min(0),
  /** 95 % Wilson interval of k / n. */
  ci: z.strictObject({ low: z.number(), high: z.number() }),
});

/** The schema of {@linkcode FailureCluster}. */
export const failureClusterSchema = z.strictObject({
  id: z.string(),
  description: z.string(),
  /** Tasks of the diagnose split only. */
  memberTaskIds: z.array(z.string()).readonly(),
  /** Failures of the student, counted in the tool log. */
  studentRuns: rate,
  /** Successes of the teacher, or of a state it tried, counted in the tool log. */
  teacherRuns: rate,
  /** What the teacher said the rates were. */
  claimed: z.strictObject({
    studentFailureRate: z.number().min(0).max(1),
    teacherSuccessRate: z.number().min(0).max(1),
  }),
  /** Calls in the tool log that the rates were counted from. */
  evidenceRefs: z.array(z.string()).readonly(),
  skillGap: z.string(),
  verdict: z.enum(["supported", "unsupported"]),
  /** Why it is not supported. */
  reason: z.string().optional(),
  addressedByEditIds: z.array(z.string()).readonly(),
});

/** Failures with one cause, and the evidence for them. */
export type FailureCluster = z.output<typeof failureClusterSchema>;
