import * as z from "zod";
import { defineRecord } from "../../substrate/records/record_schema.ts";

const outcome = z.strictObject({
  solved: z.boolean(),
  /** Used until it was solved or given up, in thousands. */
  heartbeats: z.number().min(0),
  /** The script that Lean accepted. */
  tactics: z.array(z.string()).optional(),
  error: z.string().optional(),
});

/** The fields of a row, as the unit log keeps them. */
export const reproveFields = z.strictObject({
  index: z.number().int().min(0),
  theorem: z.string(),
  module: z.string(),
  category: z.string(),
  statement: z.string(),
  strategies: z.record(z.string(), outcome),
  fixed: z.record(z.string(), outcome),
});

/** What one strategy or fixed tactic made of one theorem. */
export type ArmOutcome = z.output<typeof outcome>;

/** What all of them made of one theorem of the library. */
export type ReproveRow = z.output<typeof reproveFields>;

/** One row per theorem (`proof.reprove/1`). */
export const reproveRow = defineRecord({
  name: "proof.reprove",
  version: 1,
  fields: reproveFields,
});
