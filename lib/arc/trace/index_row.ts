import { digestedText } from "./build_trace.ts";
import { ERROR_TYPES } from "../verifier/verdict.ts";
import type { ResultRow } from "./result_row.ts";
import { taskFileName } from "./task_file_name.ts";
import type { Trace } from "./trace.ts";

/** One row of `<out-dir>/index.jsonl` (`arc.index/1`). */
export interface IndexRow {
  readonly schema: "arc.index/1";
  readonly taskId: string;
  /** Relative to the out-dir; `null` where the task left no trace. */
  readonly tracePath: string | null;
  /** The trace's own digest. */
  readonly digest: string | null;
  /** The size of what the digest covers; the truth about test outputs, in the file besides, does not count. */
  readonly bytes: number;
  readonly solved: boolean;
  readonly testCorrect?: boolean;
  readonly verifierScore: number;
  readonly iterations: number;
  readonly candidates: number;
  /**
   * How the best candidate misses train pairs (error types, worst first), `seconds` where a wall clock cut
   * the task, `crash` where it failed for a reason of our own. Empty when solved.
   */
  readonly failureKinds: readonly string[];
}

/** The index row of a task with a trace. */
export function indexRow(trace: Trace, result: ResultRow): IndexRow {
  const best = trace.iterations.flatMap((turn) => turn.candidates)
    .find((candidate) => candidate.candidateId === trace.outcome.best);
  const missed = new Set<string>(best?.verify.pairs.map((pair) => pair.errorType));
  const kinds: string[] = ERROR_TYPES.filter((type) => type !== "ok" && missed.has(type));
  if (trace.timing.cut === "seconds") kinds.push("seconds");
  return {
    schema: "arc.index/1",
    taskId: trace.taskId,
    tracePath: `traces/${taskFileName(trace.taskId)}`,
    digest: trace.digest,
    bytes: new TextEncoder().encode(digestedText(trace)).length,
    solved: trace.outcome.solved,
    ...(trace.outcome.testCorrect === undefined ? {} : { testCorrect: trace.outcome.testCorrect }),
    verifierScore: trace.outcome.verifierScore,
    iterations: result.iterations,
    candidates: result.candidates,
    failureKinds: kinds,
  };
}

/** The index row of a task that failed for a reason of our own. */
export function failedIndexRow(taskId: string): IndexRow {
  return {
    schema: "arc.index/1",
    taskId,
    tracePath: null,
    digest: null,
    bytes: 0,
    solved: false,
    verifierScore: 0,
    iterations: 0,
    candidates: 0,
    failureKinds: ["crash"],
  };
}
