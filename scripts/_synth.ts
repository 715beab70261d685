import type { DatasetKind } from "../lib/dataset/dataset_kind.ts";
import { openDatasetWriter } from "../lib/dataset/dataset_writer.ts";

/** What made rows come from. */
export interface RowsOrigin {
  readonly options: Readonly<Record<string, number>>;
  readonly sources: Readonly<Record<string, number>>;
}

/** Streams made rows into a dataset with card and stats; returns a line that says how many. */
export async function writeRows<R extends object>(
  folder: string,
  kind: DatasetKind<R>,
  rows: Iterable<R>,
  origin: RowsOrigin,
): Promise<string> {
  const writer = await openDatasetWriter(folder, kind);
  try {
    for (const row of rows) {
      writer.add(row);
      await writer.drain();
    }
    const stats = await writer.finish({ ...origin, runs: [] });
    const dropped = stats.dropped["duplicates"] ?? 0;
    return `${folder}/${kind.name}.jsonl: ${stats.rows} rows, ${dropped} duplicates dropped`;
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}
