import * as z from "zod";

/** The schema of {@linkcode TrainingRecord}, as a part of a module spec. */
export const trainingRecordSchema = z.strictObject({
  /** Names the code that reads features; a spec of other features is of no use. */
  features: z.string(),
  seed: z.int(),
  /** sha-256 over the digests of the records trained on, in order. */
  dataDigest: z.string(),
  /** Records by split. */
  rows: z.record(z.string(), z.int().min(0)),
  /** Named figures measured on records that were not trained on. */
  metrics: z.record(z.string(), z.number()),
});

/** How a learned module came to be: data, seed, and what was measured. */
export type TrainingRecord = z.output<typeof trainingRecordSchema>;
