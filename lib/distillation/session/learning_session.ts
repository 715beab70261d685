import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { benchmarkSnapshotSchema } from "./benchmark_snapshot.ts";
import { calibrationSchema, confirmationSchema } from "./gate_decision.ts";
import { triggerSchema } from "./trigger.ts";

/** How freely a session may change the state: `tiered` keeps review and manual tiers for people. */
export const AUTONOMY_MODES = ["auto", "tiered", "manual"] as const;
export type AutonomyMode = (typeof AUTONOMY_MODES)[number];

export const SESSION_STATUSES = [
  "initiated",
  "diagnosing",
  "planning",
  "executing",
  "recovering",
  /** Ends: edits wait for a person. */
  "awaiting_review",
  /** Ends. */
  "completed",
  "not_ready",
  "no_action",
  "cancelled",
  "failed",
  /** The money or the tool calls ended first. */
  "over_budget",
  /** The teacher answered nothing that can be used. */
  "teacher_failed",
  /** No task could be scored. */
  "scorer_failed",
  /** The null control moved too much for the gate to be trusted. */
  "uncalibrated",
  /** The locked split was harmed, or a person took the edits back. */
  "rolled_back",
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const EDIT_STATUSES = [
  "applied",
  "rejected_by_gate",
  "undecided",
  "invalid",
  "apply_failed",
  "pending_review",
  "rejected_by_user",
  "expired",
  "rolled_back",
  "superseded",
  "skipped",
] as const;
export type EditStatus = (typeof EDIT_STATUSES)[number];

/** Statuses of a session that goes on when it is run again. */
export const UNFINISHED: readonly SessionStatus[] = [
  "initiated",
  "diagnosing",
  "planning",
  "executing",
  "recovering",
];

/** Who is charged for a model call. */
export const COST_ROLES = ["teacher", "judge", "student", "gate"] as const;
export type CostRole = (typeof COST_ROLES)[number];

/** The schema of {@linkcode EditOutcome}. */
export const editOutcomeSchema = z.strictObject({
  editId: z.string(),
  status: z.enum(EDIT_STATUSES),
  /** In one line. */
  reason: z.string(),
  benchmarkDelta: z.number().optional(),
  clusterDeltas: z.record(z.string(), z.number()),
  /** Digest of `gate/<edit>.json`. */
  gateDigest: z.string().optional(),
  stateBefore: z.string(),
  stateAfter: z.string(),
  commit: z.string().optional(),
  approver: z.string().optional(),
});

/** What became of an edit. */
export type EditOutcome = z.output<typeof editOutcomeSchema>;

const costs = z.record(z.enum(COST_ROLES), z.number().min(0));

/** The schema of {@linkcode SessionOptions}: the parameters of a session, all with their defaults. */
export const sessionOptionsSchema = z.strictObject({
  autonomyMode: z.enum(AUTONOMY_MODES).default("tiered"),
  /** A frozen version of the benchmark, such as `v1`; absent: the newest. */
  benchmarkVersion: z.string().optional(),
  /** Fewer traces than this: the session ends as `not_ready`. */
  minTraces: z.int().min(1).default(20),
  /** For teacher, judge, student and gate together. */
  maxCostUsd: z.number().min(0).default(5),
  maxToolCalls: z.int().min(1).default(30),
  /** A gain that the gate must show; it tests against this, not against the point estimate. */
  minImprovement: z.number().min(0).max(1).default(0),
  /** A loss that no cluster may reach. */
  maxRegression: z.number().min(0).max(1).default(0.05),
  /** Tasks of the gate split that one decision may use. */
  subsampleSize: z.int().min(1).default(50),
  /** Runs of each side per task of a decision, where runs do not repeat exactly. */
  repeats: z.int().min(1).default(1),
  /** False acceptances that a whole session may risk. */
  alpha: z.number().gt(0).lt(1).default(0.05),
  seed: z.string().default("0"),
});

/** Parameters of a session. */
export type SessionOptions = z.output<typeof sessionOptionsSchema>;

const fields = z.strictObject({
  id: z.string(),
  parentId: z.string().optional(),
  trigger: triggerSchema,
  autonomy: z.enum(AUTONOMY_MODES),
  status: z.enum(SESSION_STATUSES),
  options: sessionOptionsSchema,
  benchmark: z.strictObject({
    name: z.string(),
    version: z.string(),
    environmentDigest: z.string(),
  }),
  teacher: z.string(),
  gate: z.string(),
  /** Digest of all that the session was told. */
  specDigest: z.string(),
  seed: z.string(),
  baseStateDigest: z.string(),
  headStateDigest: z.string(),
  gitCheckpointPre: z.string(),
  gitCheckpointPost: z.string(),
  splits: z.strictObject({ diagnose: z.string(), gate: z.string(), locked: z.string() }).optional(),
  alpha: z.strictObject({ budget: z.number(), spent: z.number() }),
  cost: z.strictObject({ limitUsd: z.number(), spentUsd: costs }),
  calibration: calibrationSchema.optional(),
  benchmarkBefore: benchmarkSnapshotSchema.optional(),
  benchmarkAfter: benchmarkSnapshotSchema.optional(),
  confirmation: confirmationSchema.optional(),
  editOutcomes: z.array(editOutcomeSchema).readonly(),
  /** Digests of the artefacts beside it, by name. */
  artefacts: z.record(z.string(), z.string()),
  phases: z.array(z.strictObject({ name: z.string(), outcome: z.string() })).readonly(),
  error: z.string().optional(),
  /** Wall-clock, covered by no digest. */
  timing: z.strictObject({
    startedAt: z.string(),
    endedAt: z.string().optional(),
    phaseSeconds: z.record(z.string(), z.number()),
  }),
});

/** The whole record of a session. */
export type LearningSession = z.output<typeof fields>;

/** Reads and writes `session.json` (`distillation.session/1`). */
export const learningSessionRecord: DurableRecord<LearningSession> = defineRecord({
  name: "distillation.session",
  version: 1,
  fields,
});
