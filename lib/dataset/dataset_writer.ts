import { writeAtomicFile } from "../substrate/records/atomic_file.ts";
import { namingFile } from "../substrate/records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../substrate/records/file_system.ts";
import type { Json } from "../substrate/values/canonical_json.ts";
import { openAtomicStream } from "./atomic_stream.ts";
import { renderCard } from "./dataset_card.ts";
import type { DatasetKind } from "./dataset_kind.ts";
import {
  cardOf,
  type DatasetStats,
  datasetStatsRecord,
  RowCounter,
  sortedRecord,
} from "./dataset_stats.ts";
import { DigestSet } from "./digest_set.ts";
import { rowText } from "./row_text.ts";

/** What is known only when all rows are there. */
export interface DatasetOrigin {
  readonly options: Readonly<Record<string, Json>>;
  /** What was read, by name. */
  readonly sources: Readonly<Record<string, number>>;
  readonly runs: Iterable<string>;
}

/** A dataset that is being written. */
export interface DatasetWriter<R extends object> {
  /** Adds a row; false when it was there already, which is counted as dropped. */
  add(row: R): boolean;
  /** Counts rows left out for a reason. */
  drop(reason: string, rows?: number): void;
  /** Writes what has gathered; to be awaited every few rows. */
  drain(): Promise<void>;
  /** Makes rows, card and stats appear; the stats last, so that they seal the dataset. */
  finish(origin: DatasetOrigin): Promise<DatasetStats>;
  /** Leaves the old dataset, if any, as it was. */
  abandon(): Promise<void>;
}

/**
 * Opens `<folder>/<name>.jsonl`, `<name>.card.md` and `<name>.stats.json` for writing.
 *
 * Rows are streamed to a file that takes its name once it is whole. A kill leaves the old dataset, the new
 * one, or rows without stats, which no reader here takes for a dataset. Same rows, same bytes.
 *
 * @param reasons reasons for leaving rows out, shown as 0 where they never occur
 * @throws {UserError} exit 2 for a folder that cannot be written, exit 1 for a full or failing disk.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openDatasetWriter } from "./dataset_writer.ts";
 * const folder = await Deno.makeTempDir();
 * const kind = {
 *   name: "words", rowSchema: "word/1", title: "Words", summary: "", fields: [], method: [], limits: [],
 *   facetsOf: ({ word }: { word: string }) =>
 *     ({ taskId: word, split: "train" as const, label: "word", margin: 0, key: word }),
 * };
 * const writer = await openDatasetWriter(folder, kind);
 * assertEquals([writer.add({ word: "a" }), writer.add({ word: "a" })], [true, false]);
 * const stats = await writer.finish({ options: {}, sources: {}, runs: [] });
 * assertEquals([stats.rows, stats.dropped], [1, { duplicates: 1 }]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openDatasetWriter<R extends object>(
  folder: string,
  kind: DatasetKind<R>,
  reasons: readonly string[] = [],
  fs: FileSystem = denoFileSystem,
): Promise<DatasetWriter<R>> {
  await namingFile(folder, () => fs.makeFolder(folder));
  const stream = await openAtomicStream(folder, `${kind.name}.jsonl`, fs);
  const keys = new DigestSet();
  const counter = new RowCounter();
  const dropped = new Map(["duplicates", ...reasons].map((reason) => [reason, 0]));
  const drop = (reason: string, rows = 1) => dropped.set(reason, (dropped.get(reason) ?? 0) + rows);
  return {
    add: (row) => {
      const facets = kind.facetsOf(row);
      if (!keys.add(facets.key)) {
        drop("duplicates");
        return false;
      }
      counter.add(facets);
      stream.addLine(rowText(row));
      return true;
    },
    drop,
    drain: () => stream.drain(),
    finish: async ({ options, sources, runs }) => {
      const sealed = await stream.seal();
      const stats: DatasetStats = {
        name: kind.name,
        rowSchema: kind.rowSchema,
        ...sealed,
        ...counter.counts(),
        dropped: sortedRecord(dropped),
        sources: { ...sources },
        options: { ...options },
        runs: [...new Set(runs)].sort(),
      };
      const beside = `${folder}/${kind.name}`;
      await fs.remove(`${beside}.stats.json`);
      await stream.publish();
      await writeAtomicFile(`${beside}.card.md`, renderCard(cardOf(kind, stats)), { fs });
      await writeAtomicFile(`${beside}.stats.json`, datasetStatsRecord.write(stats) + "\n", { fs });
      return stats;
    },
    abandon: () => stream.abandon(),
  };
}
