import type { CardField } from "../../dataset/dataset_card.ts";
import { cardOf, type DatasetStats } from "../../dataset/dataset_stats.ts";
import { PROCESS_BENCH_FIELDS, TRL_FIELDS } from "../../dataset/export_rows.ts";
import { openHfFolder } from "../../dataset/hf_folder.ts";
import { type Split, SPLITS } from "../../dataset/split.ts";
import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { blameKind, type BlameRow } from "./blame_locus.ts";
import { kindNamed, readStatsOf } from "./dataset_files.ts";
import { directiveKind, type DirectivePref } from "./directive_prefs.ts";
import { namesFirstError, processBenchRow, trlPreference } from "./export_projections.ts";
import type { RowOrigin } from "./row_origin.ts";
import type { TaskIndex } from "./task_index.ts";
import type { TraceIndex } from "./trace_index.ts";

/** What datasets can be exported as. */
export const EXPORT_FORMATS = ["trl", "processbench", "hf", "parquet"] as const;

/** One of {@linkcode EXPORT_FORMATS}. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What {@linkcode exportDataset} is told. */
export interface ExportOptions {
  /** The rows' file, `<folder>/<name>.jsonl`. */
  readonly file: string;
  readonly format: ExportFormat;
  /** The folder to write, in the layout of the Hugging Face Hub. */
  readonly outDir: string;
  /** Traces and tasks, which give ProcessBench its problems; asked for with that format only. */
  readonly problems?: () => Promise<{ readonly traces: TraceIndex; readonly tasks: TaskIndex }>;
  readonly signal?: AbortSignal;
}

/** What an export came to. */
export interface ExportReport {
  readonly rows: Readonly<Record<Split, number>>;
  /** Rows the format has no way to say. */
  readonly leftOut: number;
}

/** A row in the shape of the format; `undefined` where the format cannot say it. */
type Project = (row: RowOrigin) => Promise<object | undefined> | object | undefined;

/**
 * Writes a dataset in another format, streamed, as a folder the Hugging Face Hub reads: `README.md` and
 * `data/<split>-00000-of-00001.jsonl` (or `.parquet`).
 *
 * `trl` takes directive preferences, `processbench` blame loci; `hf` and `parquet` take any dataset.
 *
 * @throws {UserError} for a dataset that is not there or does not fit the format.
 */
export async function exportDataset(options: ExportOptions): Promise<ExportReport> {
  const { file, format, outDir, signal } = options;
  const kind = kindNamed(file);
  const stats = await readStatsOf(file);
  const { project, fields } = await projection(options, stats, kind.fields);
  const card = cardOf(kind, stats);
  const folder = await openHfFolder(outDir, format === "parquet" ? "parquet" : "jsonl", {
    ...card,
    fields,
    counts: [{ name: "rows of the dataset", value: stats.rows }],
    method: [...card.method, `Exported as ${format} from ${kind.name}, sha-256 ${stats.sha256}.`],
  });
  let leftOut = 0;
  try {
    for await (const { line, value } of readJsonl(file, signal === undefined ? {} : { signal })) {
      const row = value as RowOrigin;
      if (!SPLITS.includes(row.split)) {
        const expected = `one of ${SPLITS.join(", ")}`;
        throw inputError({ file, line, field: "split", expected, seen: row.split });
      }
      const projected = await project(row);
      if (projected === undefined) leftOut++;
      else await folder.add(row.split, projected);
    }
    return { rows: await folder.finish(), leftOut };
  } finally {
    await folder.abandon();
  }
}

async function projection(
  { file, format, problems }: ExportOptions,
  { name }: DatasetStats,
  own: readonly CardField[],
): Promise<{ readonly project: Project; readonly fields: readonly CardField[] }> {
  switch (format) {
    case "trl":
      refuseUnless(name === directiveKind.name, file, "trl", directiveKind.name);
      return { project: (row) => trlPreference(row as DirectivePref), fields: TRL_FIELDS };
    case "processbench": {
      refuseUnless(name === blameKind.name, file, "processbench", blameKind.name);
      if (problems === undefined) throw new TypeError("Expected problems for processbench");
      const { traces, tasks } = await problems();
      const project = async (row: RowOrigin) => {
        if (!namesFirstError(row as BlameRow)) return undefined;
        const trace = await traces.get(row.traceDigest);
        if (trace === undefined) {
          throw inputError({
            file,
            field: "traceDigest",
            expected: "a trace",
            seen: row.traceDigest,
          });
        }
        const task = await tasks.get(trace.taskDigest, trace.taskId);
        return processBenchRow(row as BlameRow, task);
      };
      return { project, fields: PROCESS_BENCH_FIELDS };
    }
    case "hf":
    case "parquet":
      return { project: (row) => row, fields: own };
  }
}

function refuseUnless(fits: boolean, file: string, format: string, needed: string): void {
  if (!fits) throw inputError({ file, problem: `${format} is made of ${needed}.jsonl` });
}
