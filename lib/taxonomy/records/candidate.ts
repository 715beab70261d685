import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { levelSchema } from "./level.ts";

/** Schema of {@linkcode Support}. */
export const supportSchema = z.strictObject({
  /** Ids of source records that name it, sorted; at most as many as policies keep. */
  recordIds: z.array(z.string()).readonly(),
  /** Distinct publishers, sorted. */
  publishers: z.array(z.string()).readonly(),
  /** Mentions before near-duplicates were collapsed; may exceed the ids kept. */
  rawCount: z.int().min(0),
});

/** What stands behind a label: which records, of which publishers, how often. */
export type Support = z.output<typeof supportSchema>;

const fields = z.strictObject({
  level: levelSchema,
  /** As it is shown. */
  label: z.string().min(1),
  /** As it is compared. */
  normalized: z.string().min(1),
  parentAnchors: z.array(z.strictObject({
    /** As the text says it. */
    text: z.string(),
    /** Normalised label of the candidate one level up that it was resolved to. */
    resolvedId: z.string().optional(),
    /** Similarity or evidence weight, 0 … 1. */
    score: z.number().min(0).max(1),
    /** Kind of evidence: `genus`, `head_noun`, … */
    kind: z.string(),
  })).readonly(),
  /** Other normalised forms of the same thing. */
  variants: z.array(z.string()).readonly(),
  /** Surface forms as found. */
  observedForms: z.array(z.string()).readonly(),
  support: supportSchema,
  extractor: z.strictObject({ name: z.string(), version: z.string() }),
});

/** A label that may become a concept (`taxonomy.candidate/1`): S1 proposes it, S2 and S3 decide on it. */
export type Candidate = z.output<typeof fields>;

/** Reads and writes {@linkcode Candidate}. */
export const candidateRecord: DurableRecord<Candidate> = defineRecord({
  name: "taxonomy.candidate",
  version: 1,
  fields,
});
