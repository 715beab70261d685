import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const count = z.int().min(0);

const fields = z.strictObject({
  part: z.string(),
  documents: count,
  records: count,
  /** Characters of the records. */
  characters: count,
  publishers: count,
  dropped: z.record(z.string(), count),
  quarantined: z.record(z.string(), count),
  charsets: z.record(z.string(), count),
});

/** What came out of one part of a corpus (`taxonomy.batch_metrics/1`). */
export type BatchMetrics = z.output<typeof fields>;

/** Reads and writes {@linkcode BatchMetrics}. */
export const batchMetricsRecord: DurableRecord<BatchMetrics> = defineRecord({
  name: "taxonomy.batch_metrics",
  version: 1,
  fields,
});
