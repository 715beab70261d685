import type { Attempt } from "../loop/attempts.ts";
import type { Solution } from "../loop/loop_event.ts";
import type { Trace } from "./trace.ts";

/** One row of `--out-jsonl` (`arc.result/1`). */
export interface ResultRow {
  readonly schema: "arc.result/1";
  readonly taskId: string;
  /** The best candidate fits every train pair. */
  readonly solved: boolean;
  /** The best candidate's `verifierScore`. */
  readonly score: number;
  /** The best candidate as text; the empty text is the identity, `null` stands for none. */
  readonly bestProgram: string | null;
  /** Two different predictions per test input, the likelier first. */
  readonly attempts: readonly {
    readonly testIndex: number;
    readonly outputs: readonly [number[][], number[][]];
  }[];
  /** For every test input one of the two is exactly right; absent where the truth is unknown. */
  readonly testCorrect?: boolean;
  readonly iterations: number;
  /** Candidates recorded in the trace. */
  readonly candidates: number;
  readonly usage: { readonly nodes: number; readonly programs: number };
  readonly timing: Trace["timing"];
  /** Present when the task failed for a reason of our own; the run went on. */
  readonly error?: string;
}

/** The result of a task from its trace and solution. */
export function resultRow(trace: Trace, solution: Solution): ResultRow {
  const { outcome, iterations } = trace;
  const best = iterations.flatMap((turn) => turn.candidates)
    .find((candidate) => candidate.candidateId === outcome.best);
  return {
    schema: "arc.result/1",
    taskId: trace.taskId,
    solved: outcome.solved,
    score: outcome.verifierScore,
    bestProgram: best?.text ?? null,
    attempts: solution.attempts.map(attemptRow),
    ...(outcome.testCorrect === undefined ? {} : { testCorrect: outcome.testCorrect }),
    iterations: iterations.length,
    candidates: iterations.reduce((sum, turn) => sum + turn.candidates.length, 0),
    usage: { nodes: solution.nodes, programs: solution.verified },
    timing: trace.timing,
  };
}

/** The result of a task that failed for a reason of our own. */
export function failedRow(taskId: string, nodeBudget: number, error: string): ResultRow {
  return {
    schema: "arc.result/1",
    taskId,
    solved: false,
    score: 0,
    bestProgram: null,
    attempts: [],
    iterations: 0,
    candidates: 0,
    usage: { nodes: 0, programs: 0 },
    timing: { nodes: 0, nodeBudget, cut: null },
    error,
  };
}

function attemptRow({ testIndex, outputs: [first, second] }: Attempt): ResultRow["attempts"][0] {
  return { testIndex, outputs: [first.toRows(), second.toRows()] };
}
