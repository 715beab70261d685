import * as z from "zod";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { editSchema } from "../edits/edit.ts";
import type { ReviewQueue } from "../session/session_ports.ts";

const fields = z.strictObject({ sessionId: z.string(), edit: editSchema });

/** An edit that waits for a person. */
export type PendingEdit = z.output<typeof fields>;

/** Reads and writes `review/<session>__<edit>.json` (`distillation.pending/1`). */
export const pendingEditRecord: DurableRecord<PendingEdit> = defineRecord({
  name: "distillation.pending",
  version: 1,
  fields,
});

/** The edits that wait, one file each. */
export interface OpenReviewQueue extends ReviewQueue {
  /** Sorted by session and edit. */
  list(): Promise<readonly PendingEdit[]>;
  /** @throws {UserError} exit 2 when it does not wait, or when its name is that of several. */
  get(editId: string): Promise<PendingEdit>;
  remove(pending: PendingEdit): Promise<void>;
}

/** The queue in a folder. */
export function reviewQueue(folder: string): OpenReviewQueue {
  const pathOf = (sessionId: string, editId: string) => `${folder}/${sessionId}__${editId}.json`;
  const list = async (): Promise<readonly PendingEdit[]> => {
    const names = (await denoFileSystem.list(folder)).filter((name) => name.endsWith(".json"));
    return await Promise.all(names.map(async (name) => {
      const file = `${folder}/${name}`;
      const text = await namingFile(file, () => Deno.readTextFile(file));
      return pendingEditRecord.read(JSON.parse(text), { file });
    }));
  };
  return {
    list,
    add: async (sessionId, edit) => {
      await namingFile(folder, () => Deno.mkdir(folder, { recursive: true }));
      const text = `${pendingEditRecord.write({ sessionId, edit })}\n`;
      await writeAtomicFile(pathOf(sessionId, edit.id), text);
    },
    get: async (editId) => {
      const found = (await list()).filter(({ edit }) => edit.id.startsWith(editId));
      if (found.length === 1) return found[0]!;
      throw new UserError(
        found.length === 0
          ? `no edit ${editId} waits for review; deno task distill review lists those that do`
          : `${editId} is the beginning of ${found.length} edits; give more of it`,
      );
    },
    remove: ({ sessionId, edit }) => denoFileSystem.remove(pathOf(sessionId, edit.id)),
  };
}

/** The queue of a replay: nothing waits twice. */
export const noReview: ReviewQueue = { add: () => Promise.resolve() };
