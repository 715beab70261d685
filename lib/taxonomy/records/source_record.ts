import * as z from "zod";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { digestOf } from "../../substrate/values/digest.ts";

const fields = z.strictObject({
  /** {@linkcode contentId} of text, span and provenance. */
  id: z.string().min(1),
  text: z.string(),
  /** Where the text stands in its document, in UTF-16 units. */
  span: z.strictObject({ start: z.int().min(0), end: z.int().min(0) }),
  provenance: z.strictObject({
    /** Who stands behind the text: an institution, a maintainer, a section of a dictionary. */
    publisher: z.string(),
    /** Names the document. */
    uri: z.string(),
    section: z.string().optional(),
    /** ISO 8601, where the source says when it was taken. */
    fetchedAt: z.string().optional(),
    /** sha-256 of the whole document. */
    contentDigest: z.string(),
    licence: z.string(),
  }),
  meta: z.strictObject({
    /** BCP 47, as detected or declared. */
    lang: z.string(),
    charset: z.string(),
    hints: z.record(z.string(), z.string()),
  }),
});

/** One segment of text with where it came from (`taxonomy.source/1`): what S0 hands on. */
export type SourceRecord = z.output<typeof fields>;

/** Reads and writes {@linkcode SourceRecord}. */
export const sourceRecord: DurableRecord<SourceRecord> = defineRecord({
  name: "taxonomy.source",
  version: 1,
  fields,
});

/**
 * The id of a record: the first 16 hex digits of the digest of its content.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { contentId } from "./source_record.ts";
 * assertEquals(contentId({ level: 1, label: "optics" }), contentId({ label: "optics", level: 1 }));
 * assertEquals(contentId("a").length, 16);
 * ```
 */
export function contentId(content: unknown): string {
  return digestOf(content).slice(0, 16);
}
