import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { supportSchema } from "./candidate.ts";
import { gateVerdictSchema } from "./gate_verdict.ts";
import { levelSchema } from "./level.ts";

const fields = z.strictObject({
  /** Content id of level, canonical label and sense. */
  id: z.string().min(1),
  level: levelSchema,
  canonicalLabel: z.string().min(1),
  parents: z.array(z.strictObject({
    /** Id of a concept one level up. */
    id: z.string(),
    /** 0 … 1. */
    confidence: z.number().min(0).max(1),
    evidence: z.array(z.strictObject({
      kind: z.string(),
      weight: z.number(),
      /** Source records that say so, sorted. */
      recordIds: z.array(z.string()).readonly(),
    })).readonly(),
  })).readonly(),
  variants: z.array(z.string()).readonly(),
  observedForms: z.array(z.string()).readonly(),
  support: supportSchema,
  rationale: z.strictObject({ gates: z.array(gateVerdictSchema).readonly() }),
});

/** A node of the taxonomy with what it rests on (`taxonomy.concept/1`). */
export type Concept = z.output<typeof fields>;

/** Reads and writes {@linkcode Concept}. */
export const conceptRecord: DurableRecord<Concept> = defineRecord({
  name: "taxonomy.concept",
  version: 1,
  fields,
});
