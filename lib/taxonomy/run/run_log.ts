import { openJsonlAppender } from "../../substrate/records/append_jsonl.ts";
import type { FileSystem } from "../../substrate/records/file_system.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { TaxonomyEvent } from "./taxonomy_event.ts";

/** The log of a run's events, `logs/events.jsonl`, with the time of each; progress is left out. */
export interface RunLog {
  write(event: TaxonomyEvent): Promise<void>;
  close(): Promise<void>;
}

/** Opens the log of a run's folder, made when missing; earlier attempts' events stay. */
export async function openRunLog(
  folder: string,
  { clock, fs }: { readonly clock: Clock; readonly fs: FileSystem },
): Promise<RunLog> {
  await fs.makeFolder(`${folder}/logs`);
  const rows = await openJsonlAppender(`${folder}/logs/events.jsonl`, { durable: "flush", fs });
  return {
    write: async (event) => {
      if (event.kind === "progress") return;
      await rows.append({ at: clock.now().toISOString(), schema: "taxonomy.event/1", ...event });
    },
    close: () => rows.close(),
  };
}
