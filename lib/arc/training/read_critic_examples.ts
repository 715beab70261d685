import { readJsonl } from "../../substrate/records/read_jsonl.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import { type BlameRow, blameRows } from "../datasets/blame_locus.ts";
import { type RankingPair } from "../datasets/ranking_pairs.ts";
import { readTraces } from "../datasets/read_traces.ts";
import type { Task } from "../task/task.ts";
import { blameExample, type PairedIds, rankingExamples } from "./critic_examples.ts";
import type { CriticExamples } from "./train_critic.ts";

/** Where a critic's examples come from. */
export interface CriticSources {
  /** Traces, as `readTraces` takes them: facts, candidates, errors. */
  readonly traces: readonly string[];
  /** `critic_ranking_pairs.jsonl`. @default {undefined} every pair of the traces */
  readonly ranking?: string;
  /** `critic_blame_locus.jsonl`. @default {undefined} blame is measured on the traces */
  readonly blame?: string;
  /** Tasks by id, with which measuring blame can try edits; without them only those of the trace count. */
  readonly tasks?: ReadonlyMap<string, Task>;
  /** Decides which pairs of a trace are drawn. */
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads what a critic learns from, one trace in memory at a time; rows of datasets are joined to the
 * candidates of the traces they were cut from.
 *
 * @throws {UserError} exit 2 for files that are not such datasets, and as `readTraces`.
 */
export async function readCriticExamples(sources: CriticSources): Promise<CriticExamples> {
  const { traces, seed, tasks, signal } = sources;
  const stop = signal === undefined ? {} : { signal };
  const pairs = sources.ranking === undefined ? undefined : await pairsByTrace(sources.ranking);
  const ranking: CriticExamples["ranking"][number][] = [];
  const blame: CriticExamples["blame"][number][] = [];
  const estimates = new Map<string, number>();
  const addBlame = (row: BlameRow): void => {
    const example = blameExample(row, estimates);
    if (example !== undefined) blame.push(example);
  };
  for await (const { trace } of readTraces(traces, stop)) {
    for (const { candidateId, critic } of trace.iterations.flatMap((turn) => turn.candidates)) {
      estimates.set(candidateId, critic.blame.step);
    }
    const known = pairs?.get(trace.digest);
    if (pairs === undefined || known !== undefined) {
      ranking.push(...rankingExamples(trace, seed, known));
    }
    if (sources.blame !== undefined) continue;
    const task = tasks?.get(trace.taskId);
    for (const row of blameRows(trace, task === undefined ? {} : { task })) addBlame(row);
  }
  if (sources.blame !== undefined) {
    for await (const row of rowsOf<BlameRow>(sources.blame, "arc.blame_locus/1")) addBlame(row);
  }
  return { ranking, blame };
}

async function pairsByTrace(path: string): Promise<Map<string, PairedIds[]>> {
  const pairs = new Map<string, PairedIds[]>();
  for await (const row of rowsOf<RankingPair>(path, "arc.ranking_pair/1")) {
    const { traceDigest, taskId, split, a, b, label } = row;
    const kept = pairs.get(traceDigest) ?? [];
    pairs.set(traceDigest, kept);
    const { candidateId } = a;
    kept.push({ taskId, split, a: { candidateId }, b: { candidateId: b.candidateId }, label });
  }
  return pairs;
}

async function* rowsOf<R>(path: string, schema: string): AsyncGenerator<R> {
  for await (const { value, line } of readJsonl(path)) {
    const seen = (value as { readonly schema?: unknown } | null)?.schema;
    if (seen !== schema) {
      throw inputError({ file: path, line, field: "schema", expected: schema, seen });
    }
    yield value as R;
  }
}
