import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { supportSchema } from "../records/candidate.ts";

const fields = z.strictObject({ normalized: z.string().min(1), support: supportSchema });

/** Which records mention a label (`taxonomy.support/1`). */
export type SupportRow = z.output<typeof fields>;

/** Reads and writes {@linkcode SupportRow}. */
export const supportRecord: DurableRecord<SupportRow> = defineRecord({
  name: "taxonomy.support",
  version: 1,
  fields,
});
