import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const fields = z.strictObject({
  /** Concept id, or the normalised label of a candidate. */
  conceptId: z.string(),
  /** Who found it. */
  mode: z.enum(["rule", "llm", "invariant"]),
  /** `snake_case`, e.g. `cycle_detected`. */
  code: z.string(),
  passed: z.boolean(),
  detail: z.string(),
  /** Ids of concepts or records that show it, in order; of a cycle: its core. */
  evidence: z.array(z.string()).readonly(),
});

/** One check of one concept (`taxonomy.finding/1`). */
export type Finding = z.output<typeof fields>;

/** Reads and writes {@linkcode Finding}. */
export const findingRecord: DurableRecord<Finding> = defineRecord({
  name: "taxonomy.finding",
  version: 1,
  fields,
});
