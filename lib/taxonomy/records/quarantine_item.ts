import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const fields = z.strictObject({
  /** Content id of phase, reason, text and place: the same trouble has the same id in every run. */
  id: z.string().min(1),
  phase: z.string(),
  step: z.string(),
  /** Counts from 0 within its step. */
  opSeq: z.int().min(0),
  /** `snake_case`, e.g. `not_utf8`, `line_too_long`, `orphan`. */
  reasonCode: z.string(),
  /** In words, with the value seen and what was expected. */
  detail: z.string(),
  /** The offending text, cut to a bounded length; bytes that are no text are shown as hex. */
  text: z.string(),
  /** Where it came from: document, and line or record where known. */
  provenance: z.strictObject({
    uri: z.string().optional(),
    line: z.int().min(1).optional(),
    recordIds: z.array(z.string()).readonly(),
    label: z.string().optional(),
  }),
  /** A change of policies, sources or code can let it through. */
  replayable: z.boolean(),
});

/** Something a phase could not take, kept for later (`taxonomy.quarantine/1`). */
export type QuarantineItem = z.output<typeof fields>;

/** Reads and writes {@linkcode QuarantineItem}. */
export const quarantineRecord: DurableRecord<QuarantineItem> = defineRecord({
  name: "taxonomy.quarantine",
  version: 1,
  fields,
});
