import * as z from "zod";
import { defineRecord, type DurableRecord } from "../substrate/records/record_schema.ts";
import { canonicalJson, type Json } from "../substrate/values/canonical_json.ts";
import type { CardContent } from "./dataset_card.ts";
import type { DatasetWords, RowFacets } from "./dataset_kind.ts";
import { Histogram } from "./histogram.ts";
import { SPLITS } from "./split.ts";

const count = z.int().min(0);
const counts = z.record(z.string(), count);

const fields = z.strictObject({
  name: z.string(),
  rowSchema: z.string(),
  rows: count,
  bytes: count,
  /** Of the rows' file. */
  sha256: z.string(),
  byLabel: counts,
  bySplit: counts,
  byTask: counts,
  margins: z.strictObject({
    edges: z.array(z.number()),
    counts: z.array(count),
    below: count,
    above: count,
  }),
  /** Rows left out, by reason. */
  dropped: counts,
  /** What was read to make the rows, e.g. traces and how many of them were passed over. */
  sources: counts,
  /** The settings that decided the rows. */
  options: z.record(z.string(), z.unknown() as unknown as z.ZodType<Json>),
  /** Digests of the runs the rows were cut from, sorted. */
  runs: z.array(z.string()),
});

/** The measured side of a dataset (`dataset.stats/1`), written beside it once it is whole. */
export type DatasetStats = z.output<typeof fields>;

/** Reads and writes `<name>.stats.json`. */
export const datasetStatsRecord: DurableRecord<DatasetStats> = defineRecord({
  name: "dataset.stats",
  version: 1,
  fields,
});

/** Margins of scores in [0,1] span ten orders of magnitude. */
const MARGIN_EDGES = [0, 1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.05, 0.1, 0.25, 0.5, 1];

/** What a count of rows comes to. */
export type RowCounts = Pick<DatasetStats, "rows" | "byLabel" | "bySplit" | "byTask" | "margins">;

/** Counts rows as they pass; memory grows with tasks and labels, not with rows. */
export class RowCounter {
  #rows = 0;
  readonly #byLabel = new Map<string, number>();
  readonly #bySplit = new Map<string, number>(SPLITS.map((split) => [split, 0]));
  readonly #byTask = new Map<string, number>();
  readonly #margins = new Histogram(MARGIN_EDGES);

  add({ label, split, taskId, margin }: RowFacets): void {
    this.#rows++;
    for (const [map, key] of this.#maps(label, split, taskId)) {
      map.set(key, (map.get(key) ?? 0) + 1);
    }
    this.#margins.add(margin);
  }

  /** The counts so far, keys in the order of their texts. */
  counts(): RowCounts {
    const margins = this.#margins.data();
    return {
      rows: this.#rows,
      byLabel: sortedRecord(this.#byLabel),
      bySplit: sortedRecord(this.#bySplit),
      byTask: sortedRecord(this.#byTask),
      margins: { ...margins, edges: [...margins.edges], counts: [...margins.counts] },
    };
  }

  #maps(label: string, split: string, taskId: string) {
    return [[this.#byLabel, label], [this.#bySplit, split], [this.#byTask, taskId]] as const;
  }
}

/** A map as a record with sorted keys. */
export function sortedRecord(map: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...map].sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0));
}

/** What the card of a dataset says: the kind's words and the measured counts. */
export function cardOf(kind: DatasetWords, stats: DatasetStats): CardContent {
  const named = (title: string, record: Readonly<Record<string, number>>) =>
    Object.entries(record).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
      .map(([name, value]) => ({ name: `${title} ${name}`, value }));
  return {
    title: kind.title,
    config: kind.name,
    license: "mit",
    summary: kind.summary,
    files: { all: `${kind.name}.jsonl` },
    fields: kind.fields,
    counts: [
      { name: "rows", value: stats.rows },
      { name: "tasks", value: Object.keys(stats.byTask).length },
      ...named("rows of label", stats.byLabel),
      ...named("rows of split", stats.bySplit),
      ...named("dropped:", stats.dropped),
      ...named("read:", stats.sources),
    ],
    method: [...kind.method, `Settings: \`${canonicalJson(stats.options)}\`.`],
    runDigests: stats.runs,
    limits: kind.limits,
  };
}
