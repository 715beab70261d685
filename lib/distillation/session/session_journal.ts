import * as z from "zod";
import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import type { OnStep } from "../state/move_head.ts";

const fields = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("opened"), sessionId: z.string(), base: z.string() }),
  z.strictObject({
    kind: z.literal("phase"),
    name: z.string(),
    state: z.enum(["started", "finished"]),
    outcome: z.string().optional(),
  }),
  /** Before the step is taken. */
  z.strictObject({
    kind: z.literal("edit"),
    editId: z.string(),
    step: z.enum(["trial", "gate", "promote", "queue", "outcome"]),
    detail: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal("closed"), status: z.string(), error: z.string().optional() }),
]);

/** A row of a session's journal. */
export type JournalRow = z.output<typeof fields>;

/** Reads and writes rows of `journal.jsonl` (`distillation.journal/1`). */
export const journalRecord: DurableRecord<JournalRow> = defineRecord({
  name: "distillation.journal",
  version: 1,
  fields,
});

/** The journal of a session: what it was about to do, in order, through all its attempts. */
export interface SessionJournal {
  /** Resolves once the row is on the disk. */
  write(row: JournalRow): Promise<void>;
  close(): Promise<void>;
}

/** Opens `journal.jsonl`. @param onStep hears of each row once it is durable */
export async function openSessionJournal(path: string, onStep: OnStep): Promise<SessionJournal> {
  const rows = await openJsonlAppender(path);
  return {
    write: async (row) => {
      await rows.appendText([journalRecord.write(row)]);
      onStep(stepOf(row));
    },
    close: () => rows.close(),
  };
}

function stepOf(row: JournalRow): string {
  switch (row.kind) {
    case "opened":
      return "session opened";
    case "phase":
      return `phase ${row.name} ${row.state}`;
    case "edit":
      return `edit ${row.step}`;
    case "closed":
      return "session closed";
  }
}
