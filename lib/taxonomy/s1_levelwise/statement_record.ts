import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const fields = z.strictObject({
  recordId: z.string(),
  section: z.string().optional(),
  /** Names as written, the main one first. */
  heads: z.array(z.string().min(1)).min(1).readonly(),
  definition: z.string(),
});

/** What a record says something is, with where it says so (`taxonomy.statement/1`). */
export type StatementRow = z.output<typeof fields>;

/** Reads and writes {@linkcode StatementRow}. */
export const statementRecord: DurableRecord<StatementRow> = defineRecord({
  name: "taxonomy.statement",
  version: 1,
  fields,
});
