import { openDatasetWriter } from "../../dataset/dataset_writer.ts";
import type { DatasetStats } from "../../dataset/dataset_stats.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import type { UserError } from "../../substrate/values/user_error.ts";
import type { Trace } from "../trace/trace.ts";
import type { DatasetBuilder } from "./builders.ts";
import { readTraces } from "./read_traces.ts";

/** Which traces take part. */
export interface TraceFilter {
  /** Only tasks that ended unsolved. @default {false} */
  readonly failedOnly?: boolean;
  /**
   * What unsolved means: the best candidate misses a train pair, or the two predictions miss a test output
   * (traces that do not know count as solved).
   * @default {"train"}
   */
  readonly failedBy?: "train" | "test";
}

/** What {@linkcode buildDatasets} is told. */
export interface BuildOptions extends TraceFilter {
  /** Out-dirs and trace files, as `readTraces` takes them. */
  readonly sources: readonly string[];
  /** Where rows, cards and stats go. */
  readonly outDir: string;
  readonly datasets: readonly PlannedDataset[];
  /** Hears of traces that are missing or damaged, which are then counted and passed over. */
  readonly onBad?: (error: UserError) => void;
  /** Hears of every trace that was read. */
  readonly onTrace?: (read: number) => void;
  readonly signal?: AbortSignal;
}

/** A dataset to be built, of whatever row type; made by {@linkcode planned}. */
export interface PlannedDataset {
  open(folder: string): Promise<OpenDataset>;
}

interface OpenDataset {
  take(trace: Trace, kept: boolean): Promise<void>;
  finish(origin: {
    readonly filter: Required<TraceFilter>;
    readonly sources: Readonly<Record<string, number>>;
    readonly runs: Iterable<string>;
  }): Promise<DatasetStats>;
  abandon(): Promise<void>;
}

/** Plans a dataset by one of the builders. */
export function planned<R extends object>(builder: DatasetBuilder<R>): PlannedDataset {
  return {
    open: async (folder) => {
      const { kind, reasons, options } = builder;
      const writer = await openDatasetWriter(folder, kind, [...reasons, "filtered"]);
      return {
        take: async (trace, kept) => {
          if (!kept) return writer.drop("filtered", builder.rowsOf(trace));
          for (const row of await builder.rows(trace, writer.drop)) writer.add(row);
          await writer.drain();
        },
        finish: ({ filter, sources, runs }) =>
          writer.finish({ options: { ...options, ...filter }, sources, runs }),
        abandon: () => writer.abandon(),
      };
    },
  };
}

/**
 * Builds datasets from saved traces in one pass; memory holds one trace and what the bookkeeping needs.
 *
 * Returns the stats, in the order of `datasets`. Ended early, by an error or the signal, it leaves the old
 * datasets as they were. Same traces and settings, same bytes.
 *
 * @throws {UserError} for traces that cannot be read and folders that cannot be written.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { buildDatasets, planned } from "./build_datasets.ts";
 * import { rankingBuilder } from "./builders.ts";
 * const run = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${run}/index.jsonl`, '{"taskId":"t","tracePath":null}\n');
 * const datasets = [planned(rankingBuilder({ seed: 1 }))];
 * const [stats] = await buildDatasets({ sources: [run], outDir: run, datasets });
 * assertEquals(stats?.rows, 0);
 * await Deno.remove(run, { recursive: true });
 * ```
 */
export async function buildDatasets(options: BuildOptions): Promise<DatasetStats[]> {
  const { sources, outDir, failedOnly = false, failedBy = "train" } = options;
  const filter = { failedOnly, failedBy };
  const open: OpenDataset[] = [];
  const runs = new Set<string>();
  let read = 0, used = 0, bad = 0;
  // Before the out-dir is made, which may be beside a source that is not there.
  for (const source of sources) await namingFile(source, () => Deno.stat(source));
  try {
    for (const dataset of options.datasets) open.push(await dataset.open(outDir));
    const { onBad, signal } = options;
    const reading = readTraces(sources, {
      ...(signal === undefined ? {} : { signal }),
      ...(onBad === undefined ? {} : {
        onBad: (error: UserError) => {
          bad++;
          onBad(error);
        },
      }),
    });
    for await (const { trace } of reading) {
      signal?.throwIfAborted();
      const kept = !failedOnly || hasFailed(trace, failedBy);
      if (kept) {
        used++;
        runs.add(trace.runId);
      }
      for (const dataset of open) await dataset.take(trace, kept);
      read++;
      options.onTrace?.(read);
    }
    const counts = { traces: read, used, bad };
    const finished: DatasetStats[] = [];
    for (const dataset of open) {
      finished.push(await dataset.finish({ filter, sources: counts, runs }));
    }
    return finished;
  } finally {
    for (const dataset of open) await dataset.abandon();
  }
}

/** True for traces that `failedOnly` keeps. */
export function hasFailed({ outcome }: Trace, by: "train" | "test"): boolean {
  return by === "train" ? !outcome.solved : outcome.testCorrect === false;
}
