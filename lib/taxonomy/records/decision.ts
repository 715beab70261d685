import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { gateVerdictSchema } from "./gate_verdict.ts";
import { levelSchema } from "./level.ts";

const fields = z.strictObject({
  level: levelSchema,
  label: z.string(),
  /** Normalised form: what `why` looks labels up by. */
  normalized: z.string(),
  /** `kept` goes on to the next phase; `merged` and `renamed` go on under `into`; all others end here. */
  outcome: z.enum(["kept", "merged", "split", "renamed", "moved", "dropped", "quarantined"]),
  /** Labels it goes on as, where it does not go on as itself. */
  into: z.array(z.string()).readonly(),
  /** In the order in which they were asked; the last failed one is what ended it. */
  gates: z.array(gateVerdictSchema).readonly(),
});

/** What one phase decided about one label at one level, and why (`taxonomy.decision/1`). */
export type Decision = z.output<typeof fields>;

/** Reads and writes {@linkcode Decision}. */
export const decisionRecord: DurableRecord<Decision> = defineRecord({
  name: "taxonomy.decision",
  version: 1,
  fields,
});
