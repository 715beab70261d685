import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { PHASE_NAMES } from "./phase_name.ts";

const count = z.int().min(0);
const counters = z.strictObject({ in: count, ok: count, failed: count, quarantined: count });

const output = z.strictObject({
  step: z.string(),
  name: z.string(),
  /** Relative to the run's folder. */
  path: z.string(),
  digest: z.string(),
  bytes: count,
  rows: count,
});

const stepFields = z.strictObject({
  step: z.string(),
  /** Digest of all that the step depends on. */
  key: z.string(),
  outputs: z.array(output).readonly(),
  counters,
  /** {@linkcode digestOfCheckpoint}. */
  selfDigest: z.string(),
});

const value = z.union([z.number(), z.string(), z.boolean(), z.array(z.json()).readonly()]);

const keyParts = z.strictObject({
  phase: z.enum(PHASE_NAMES),
  codeHash: z.string(),
  /** Values of the policies it declares, by path. */
  slice: z.record(z.string(), value),
  /** Digests of the models that stand in for its modules. */
  models: z.record(z.string(), z.string()),
  seed: z.union([z.number(), z.string()]),
  /** What it reads: parts of the corpus, or the outputs of phases. */
  inputs: z.array(z.strictObject({ name: z.string(), digest: z.string() })).readonly(),
});

const phaseFields = z.strictObject({
  runId: z.string(),
  key: z.string(),
  parts: keyParts,
  /** In order. */
  steps: z.array(z.string()).readonly(),
  /** In the order of steps, by name within a step. */
  outputs: z.array(output).readonly(),
  counters,
  selfDigest: z.string(),
});

/** What a phase counts. */
export type Counters = z.output<typeof counters>;
/** A file that a step wrote. */
export type StepOutput = z.output<typeof output>;
/** A finished step (`taxonomy.step/1`), in its folder. */
export type StepCheckpoint = z.output<typeof stepFields>;
/** All that a phase's result depends on. */
export type PhaseKeyParts = z.output<typeof keyParts>;
/** A finished phase (`taxonomy.checkpoint/1`). */
export type Checkpoint = z.output<typeof phaseFields>;

/** Reads and writes {@linkcode StepCheckpoint}. */
export const stepRecord: DurableRecord<StepCheckpoint> = defineRecord({
  name: "taxonomy.step",
  version: 1,
  fields: stepFields,
});

/** Reads and writes {@linkcode Checkpoint}. */
export const checkpointRecord: DurableRecord<Checkpoint> = defineRecord({
  name: "taxonomy.checkpoint",
  version: 1,
  fields: phaseFields,
});

/** The digest of a checkpoint without itself: a damaged one does not fit it. */
export function digestOfCheckpoint(checkpoint: Omit<StepCheckpoint | Checkpoint, "selfDigest">) {
  const { selfDigest: _self, ...rest } = checkpoint as Checkpoint;
  return digestOf(rest);
}

/** Nothing counted yet. */
export const NO_COUNTS: Counters = { in: 0, ok: 0, failed: 0, quarantined: 0 };

/** Both together. */
export function addCounts(total: Counters, part: Partial<Counters>): Counters {
  return {
    in: total.in + (part.in ?? 0),
    ok: total.ok + (part.ok ?? 0),
    failed: total.failed + (part.failed ?? 0),
    quarantined: total.quarantined + (part.quarantined ?? 0),
  };
}

/** The digest of a phase's outputs, which the phases that read them depend on. */
export function digestOfOutputs(outputs: readonly StepOutput[]): string {
  return digestOf(outputs.map(({ step, name, digest }) => ({ step, name, digest })));
}
