import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const interval = z.strictObject({ low: z.number(), high: z.number() });
const scores = z.array(z.number().min(0).max(1).nullable()).readonly();

/** One task before and after an edit, by seed; `null` where the scorer broke. */
const pair = z.strictObject({
  taskId: z.string(),
  family: z.string(),
  seeds: z.array(z.string()).readonly(),
  before: scores,
  after: scores,
});

/** The schema of {@linkcode GateDecision}. */
export const gateDecisionSchema = z.strictObject({
  editId: z.string(),
  sessionId: z.string(),
  /** The rules that decided. */
  gate: z.string(),
  baseline: z.string(),
  candidate: z.string(),
  pairs: z.int().min(0),
  repeats: z.int().min(1),
  perTask: z.array(pair).readonly(),
  /** Mean of after − before. */
  delta: z.number(),
  ci: interval,
  test: z.strictObject({
    name: z.string(),
    /** The p- or e-value at the stop. */
    p: z.number().min(0).max(1).optional(),
    e: z.number().min(0).optional(),
    /** What the session's ledger gave this test, and what it took. */
    alpha: z.number().min(0).max(1),
    alphaSpent: z.number().min(0).max(1),
    stoppedAt: z.int().min(0),
  }),
  /** Non-inferiority against `maxRegression`, by category of tasks. */
  clusters: z.array(z.strictObject({
    id: z.string(),
    tasks: z.int().min(0),
    delta: z.number(),
    ci: interval,
    nonInferior: z.enum(["yes", "no", "unknown"]),
  })).readonly(),
  /** The least gain that the test finds four times of five, told before money was spent. */
  mde: z.number().min(0),
  /** Scores that moved between two runs of the same state. */
  noiseFloor: z.number().min(0),
  verdict: z.enum(["accept", "reject", "undecided"]),
  /** In one line. */
  reason: z.string(),
});

/** Why an edit was kept, dropped or left open. */
export type GateDecision = z.output<typeof gateDecisionSchema>;

/** Reads and writes `gate/<edit>.json` (`distillation.gate/1`). */
export const gateDecisionRecord: DurableRecord<GateDecision> = defineRecord({
  name: "distillation.gate",
  version: 1,
  fields: gateDecisionSchema,
});

/** The schema of {@linkcode Calibration}. */
export const calibrationSchema = z.strictObject({
  /** Pairs of two independent runs of one state, which differ by noise only. */
  pairs: z.int().min(0),
  /** Share of pairs whose score moved. */
  moved: z.number().min(0).max(1),
  /** Mean absolute difference of a pair. */
  noiseFloor: z.number().min(0),
  /** False acceptances among simulated edits that change nothing, and how many were simulated. */
  falseAccepts: z.int().min(0),
  simulated: z.int().min(0),
  /** False: the gate refuses to run. */
  calibrated: z.boolean(),
  reason: z.string(),
});

/** What the null (A/A) control found before the gate was trusted. */
export type Calibration = z.output<typeof calibrationSchema>;

/** The schema of {@linkcode Confirmation}. */
export const confirmationSchema = z.strictObject({
  before: z.string(),
  after: z.string(),
  tasks: z.int().min(0),
  delta: z.number(),
  ci: interval,
  /** How many sessions have looked at the locked split of this benchmark version, this one included. */
  looked: z.int().min(1),
  verdict: z.enum(["confirmed", "not_confirmed", "harmed"]),
  reason: z.string(),
});

/** What the locked split says of all accepted edits together. */
export type Confirmation = z.output<typeof confirmationSchema>;

/** What a test of this size can find. */
export interface PowerStatement {
  readonly tasks: number;
  /** Least gain found four times of five. */
  readonly mde: number;
  readonly alpha: number;
  /** Runs that one decision needs at most, both sides together. */
  readonly mostRuns: number;
  /** In one line. */
  readonly text: string;
}
