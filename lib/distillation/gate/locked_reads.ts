import * as z from "zod";
import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { defineRecord } from "../../substrate/records/record_schema.ts";
import type { LockedReads } from "../session/ports.ts";

const lockedRead = defineRecord({
  name: "distillation.locked_read",
  version: 1,
  fields: z.strictObject({ benchmark: z.string(), sessionId: z.string() }),
});

/**
 * Counts in a file which sessions have looked at which locked split; every look is on disk before its scores are.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openLockedReads } from "./locked_reads.ts";
 * const folder = await Deno.makeTempDir();
 * const reads = openLockedReads(`${folder}/locked_reads.jsonl`);
 * await reads.note("arc", "first");
 * assertEquals([await reads.note("arc", "second"), await reads.note("arc", "second")], [2, 2]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export function openLockedReads(file: string): LockedReads {
  return {
    note: async (benchmark, sessionId) => {
      // Opening makes the file and cuts off a torn last line.
      await using appender = await openJsonlAppender(file, { exclusive: true });
      const looked = new Set<string>();
      for await (const { value, line } of readJsonl(file)) {
        const read = lockedRead.read(value, { file, line });
        if (read.benchmark === benchmark) looked.add(read.sessionId);
      }
      if (!looked.has(sessionId)) {
        await appender.appendText([lockedRead.write({ benchmark, sessionId })]);
        looked.add(sessionId);
      }
      return looked.size;
    },
  };
}
