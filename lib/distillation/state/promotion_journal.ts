import * as z from "zod";
import { type JsonlAppender, openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";

const move = z.strictObject({
  kind: z.enum(["promote", "rollback"]),
  editId: z.string(),
  sessionId: z.string(),
  /** Commits and state digests before and after. */
  from: z.string(),
  fromDigest: z.string(),
  toDigest: z.string(),
  /** Files that differ between the two. */
  paths: z.array(z.string()).readonly(),
});

/** A change of the state's head that is about to be made. */
export type HeadMove = z.output<typeof move>;

const fields = z.discriminatedUnion("step", [
  /** Written before anything else. */
  z.strictObject({ step: z.literal("intent"), move }),
  /** The commit is there; nothing refers to it yet. */
  z.strictObject({ step: z.literal("prepared"), to: z.string() }),
  /** Head and files are those of the new commit. */
  z.strictObject({ step: z.literal("done") }),
  /** Head and files are those from before. */
  z.strictObject({ step: z.literal("undone"), reason: z.string() }),
]);

/** A row of the write-ahead journal. */
export type PromotionStep = z.output<typeof fields>;

/** Reads and writes rows of `promotions.jsonl` (`distillation.promotion/1`). */
export const promotionRecord: DurableRecord<PromotionStep> = defineRecord({
  name: "distillation.promotion",
  version: 1,
  fields,
});

/** A move that was begun and not ended; `to` once its commit was made. */
export interface OpenMove {
  readonly move: HeadMove;
  readonly to?: string;
}

/** The write-ahead journal of a state. */
export interface PromotionJournal {
  /** What a killed process left open. */
  readonly open: OpenMove | undefined;
  /** Resolves once the row is on the disk. */
  write(step: PromotionStep): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal, cutting off a torn last row: a step that was not written was not begun. */
export async function openPromotionJournal(path: string): Promise<PromotionJournal> {
  const rows: JsonlAppender = await openJsonlAppender(path);
  let open: OpenMove | undefined;
  const take = (step: PromotionStep): void => {
    if (step.step === "intent") open = { move: step.move };
    else if (step.step === "prepared" && open !== undefined) open = { ...open, to: step.to };
    else open = undefined;
  };
  try {
    for await (const { value, line } of readJsonl(path)) {
      take(promotionRecord.read(value, { file: path, line }));
    }
  } catch (error) {
    await rows.close();
    throw error;
  }
  return {
    get open() {
      return open;
    },
    write: async (step) => {
      await rows.appendText([promotionRecord.write(step)]);
      take(step);
    },
    close: () => rows.close(),
  };
}
