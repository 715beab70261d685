import { baseTaskId } from "../../dataset/base_task_id.ts";
import { DatasetAudit } from "../../dataset/dataset_audit.ts";
import type { DatasetKind } from "../../dataset/dataset_kind.ts";
import type { DatasetStats } from "../../dataset/dataset_stats.ts";
import { type JsonlLine, readJsonl } from "../../substrate/records/read_jsonl.ts";
import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { shown } from "../../substrate/values/input_error.ts";
import type { UserError } from "../../substrate/values/user_error.ts";
import type { Trace } from "../trace/trace.ts";
import { blameKind, type BlameRow } from "./blame_locus.ts";
import { datasetPlace, kindNamed, readStatsOf } from "./dataset_files.ts";
import { hasFailed } from "./build_datasets.ts";
import {
  BlameDeriver,
  type Derived,
  deriveDirectivePref,
  deriveRankingPair,
} from "./derive_rows.ts";
import { DIRECTIVE_DEFAULTS, directiveKind, type DirectivePref } from "./directive_prefs.ts";
import { rankingKind, type RankingPair } from "./ranking_pairs.ts";
import { batchOf, openTaskIndex } from "./task_index.ts";
import { openTraceIndex } from "./trace_index.ts";

/** What {@linkcode validateDataset} is told. */
export interface ValidateOptions {
  /** The rows' file, `<folder>/<name>.jsonl`. */
  readonly file: string;
  /** Out-dirs and trace files the rows were cut from. @default the dataset's own folder */
  readonly sources?: readonly string[];
  /** Batch files of the tasks, for blame. @default those named in the manifests of the sources */
  readonly batch?: readonly string[];
  readonly signal?: AbortSignal;
}

/** One thing that is wrong: `file:line: what`. */
export type Fault = string;

/**
 * Checks a dataset against the traces it was cut from: yields every fault, returns the rows checked.
 *
 * Every row is derived anew from its trace; labels by the comparator, blame by measuring again. Also
 * faults: a tie, a row said twice, a base task in two splits, stats or card that do not match the rows.
 *
 * @throws {UserError} when there is nothing to check against: a missing file, an unknown kind of dataset,
 * a damaged trace.
 */
export async function* validateDataset(
  options: ValidateOptions,
): AsyncGenerator<Fault, number, void> {
  const { file } = options;
  const { folder } = datasetPlace(file);
  const { name } = kindNamed(file);
  const stats = await readStatsOf(file);
  const sources = options.sources ?? [folder];
  switch (name) {
    case rankingKind.name:
      return yield* checkRows(options, rankingKind, stats, sources, deriveRankingPair);
    case directiveKind.name: {
      const settings = { ...DIRECTIVE_DEFAULTS, ...stats.options };
      const derive = (row: DirectivePref, trace: Trace) =>
        deriveDirectivePref(row, trace, settings);
      return yield* checkRows(options, directiveKind, stats, sources, derive);
    }
    case blameKind.name: {
      const searched = stats.options["search"] !== false;
      const tasks = searched
        ? await openTaskIndex(options.batch ?? await batchOf(sources))
        : undefined;
      const deriver = new BlameDeriver(tasks);
      const derive = (row: BlameRow, trace: Trace) => deriver.derive(row, trace);
      return yield* checkRows(options, blameKind, stats, sources, derive);
    }
  }
  throw new TypeError(`No check for ${name}`);
}

async function* checkRows<R extends RankingPair | DirectivePref | BlameRow>(
  { file, signal }: ValidateOptions,
  kind: DatasetKind<R>,
  stats: DatasetStats,
  sources: readonly string[],
  derive: (row: R, trace: Trace) => Derived<R> | Promise<Derived<R>>,
): AsyncGenerator<Fault, number, void> {
  const traces = await openTraceIndex(sources);
  const audit = new DatasetAudit(file, kind, stats);
  const bad: UserError[] = [];
  const lines = readJsonl(file, {
    onBadLine: (error) => bad.push(error),
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const line of lines) {
    for (const error of bad.splice(0)) yield error.message;
    const place = `${file}:${line.line}`;
    const digest = (line.value as { readonly traceDigest?: unknown } | null)?.traceDigest;
    const trace = typeof digest === "string" ? await traces.get(digest) : undefined;
    if (trace === undefined) {
      yield `${place}: traceDigest: expected the digest of a trace, found ${shown(digest)}`;
      continue;
    }
    const { failedOnly, failedBy } = stats.options;
    if (failedOnly === true && !hasFailed(trace, failedBy === "test" ? "test" : "train")) {
      yield `${place}: taskId: expected an unsolved task, found ${shown(trace.taskId)}`;
    }
    const said = await compare(line, trace, derive);
    if (said !== undefined) yield `${place}: ${said}`;
    const counted = audit.count(line.value as R, baseTaskId(trace.taskId));
    for (const fault of counted) yield `${place}: ${fault}`;
  }
  for (const error of bad) yield error.message;
  yield* await audit.finish();
  return audit.rows;
}

/** What differs between a row and what its trace says; the first field that does. */
async function compare<R extends object>(
  { value, text }: JsonlLine,
  trace: Trace,
  derive: (row: R, trace: Trace) => Derived<R> | Promise<Derived<R>>,
): Promise<string | undefined> {
  let derived: Derived<R>;
  try {
    derived = await derive(value as R, trace);
  } catch (error) {
    // A row without the fields that name its candidates cannot even be looked up.
    if (!(error instanceof TypeError)) throw error;
    return "fields that name the row's candidates are missing";
  }
  if (typeof derived === "string") return derived;
  if (text === canonicalJson(derived)) return undefined;
  const seen = value as Readonly<Record<string, unknown>>;
  const right = derived as Readonly<Record<string, unknown>>;
  for (const key of [...new Set([...Object.keys(right), ...Object.keys(seen)])].sort()) {
    if (!(key in right)) return `${key}: no such field is expected`;
    if (!(key in seen)) return `${key}: is missing`;
    if (canonicalJson(right[key]) !== canonicalJson(seen[key])) {
      return `${key}: expected ${shown(right[key])}, found ${shown(seen[key])}`;
    }
  }
  return "not in canonical form";
}
