import * as z from "zod";
import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const fields = z.strictObject({ traceId: z.string().min(1).max(200) });

/** Reads and writes rows of `flags.jsonl` (`distillation.flag/1`). */
export const userFlagRecord: DurableRecord<z.output<typeof fields>> = defineRecord({
  name: "distillation.flag",
  version: 1,
  fields,
});

/** Notes that a user wants a trace looked into. */
export async function raiseFlag(file: string, traceId: string): Promise<void> {
  await using rows = await openJsonlAppender(file);
  await rows.appendText([userFlagRecord.write({ traceId })]);
}

/** Traces that users flagged, in order; none where there is no file yet. */
export async function readFlags(file: string): Promise<readonly string[]> {
  const there = await Deno.stat(file).then(() => true, () => false);
  if (!there) return [];
  return await Array.fromAsync(
    readJsonl(file, { torn: "report" }),
    ({ value, line }) => userFlagRecord.read(value, { file, line }).traceId,
  );
}
