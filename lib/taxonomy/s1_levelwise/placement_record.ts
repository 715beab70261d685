import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { levelSchema } from "../records/level.ts";

const fields = z.strictObject({
  level: levelSchema,
  label: z.string().min(1),
  normalized: z.string().min(1),
  parentAnchors: z.array(z.strictObject({
    text: z.string(),
    resolvedId: z.string().optional(),
    score: z.number().min(0).max(1),
    kind: z.string(),
  })).readonly(),
  variants: z.array(z.string()).readonly(),
  observedForms: z.array(z.string()).readonly(),
  /** How surely its text says that it is a member of the tree. */
  anchor: z.number().min(0).max(1),
  /** C-value of a label that no text defines, only names. */
  termhood: z.number().min(0).optional(),
  /** Records that define it, sorted. */
  definedBy: z.array(z.string()).readonly(),
});

/** Where a label stands and what speaks for its parents, before its support is counted (`taxonomy.placement/1`). */
export type PlacementRow = z.output<typeof fields>;

/** Reads and writes {@linkcode PlacementRow}. */
export const placementRecord: DurableRecord<PlacementRow> = defineRecord({
  name: "taxonomy.placement",
  version: 1,
  fields,
});
