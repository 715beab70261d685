import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { LoopOptions } from "../loop/solve_task.ts";
import { solveTask } from "../loop/solve_task.ts";
import type { Solution } from "../loop/loop_event.ts";
import type { Modules } from "../loop/modules.ts";
import { type ParsedTask, parseTask } from "../task/parse_task.ts";
import type { Answers } from "../task/task.ts";
import { buildTrace } from "../trace/build_trace.ts";
import { criticBufferRows } from "../trace/critic_buffer.ts";
import { failedIndexRow, indexRow } from "../trace/index_row.ts";
import { failedRow, type ResultRow, resultRow } from "../trace/result_row.ts";
import { studentBufferRows } from "../trace/student_buffer.ts";
import type { Unit, UnitSummary } from "./unit.ts";

/** The lines of a unit that some output of the run wants. */
export interface Wanted {
  readonly trace: boolean;
  readonly criticRows: boolean;
  readonly studentRows: boolean;
}

/** What every task of a run is solved with. */
export interface RowContext {
  readonly runId: string;
  readonly namespace: string;
  readonly loop: LoopOptions & { readonly nodeBudget: number; readonly seed: number };
  readonly modules: Modules;
  readonly wanted: Wanted;
  readonly clock: Clock;
}

/** One task of a batch: the text of its line, and where that stood. */
export interface Row {
  readonly index: number;
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/**
 * Solves the task of one row and writes down everything the run wants of it. Never throws for what happens
 * while solving: a task that fails by a defect costs itself and is recorded with its error.
 */
export function solveRow(row: Row, context: RowContext): Unit {
  const started = context.clock.monotonic();
  const parsed = parseTask(JSON.parse(row.text), { file: row.file, line: row.line });
  const unit = attempt(parsed, context);
  return {
    index: row.index,
    taskId: parsed.task.taskId,
    taskDigest: parsed.task.digest,
    ...unit,
    seconds: (context.clock.monotonic() - started) / 1000,
  };
}

type Lines = Omit<Unit, "index" | "taskId" | "taskDigest" | "seconds">;

function attempt(parsed: ParsedTask, context: RowContext): Lines {
  try {
    return recorded(parsed, solved(parsed, context), context);
  } catch (error) {
    return failed(parsed, error, context);
  }
}

function solved({ task }: ParsedTask, { modules, loop, clock }: RowContext): Solution {
  const steps = solveTask(task, modules, { ...loop, clock });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function recorded({ task, answers }: ParsedTask, solution: Solution, context: RowContext): Lines {
  const { wanted, loop } = context;
  const trace = buildTrace(
    task,
    solution,
    { ...context, seed: loop.seed, nodeBudget: loop.nodeBudget },
    testCorrect(solution, answers),
  );
  const result = resultRow(trace, solution);
  const text = canonicalJson(trace);
  const bytes = new TextEncoder().encode(text).length + 1;
  return {
    result: canonicalJson(result),
    indexRow: canonicalJson(indexRow(trace, result, bytes)),
    trace: wanted.trace ? text : null,
    criticRows: wanted.criticRows ? criticBufferRows(trace).map(canonicalJson) : [],
    studentRows: wanted.studentRows ? studentBufferRows(trace).map(canonicalJson) : [],
    summary: {
      ...labelsOf(task),
      ...correctness(result),
      solved: trace.outcome.solved,
      solvedAt: trace.outcome.solvedAt,
      ...(solution.best === null
        ? {}
        : { family: solution.best.origin.family, source: solution.best.origin.source }),
      candidates: result.candidates,
      programs: solution.verified,
      nodes: solution.nodes,
      cut: solution.cut,
    },
  };
}

function failed({ task }: ParsedTask, error: unknown, { loop }: RowContext): Lines {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    result: canonicalJson(failedRow(task.taskId, loop.nodeBudget, said)),
    indexRow: canonicalJson(failedIndexRow(task.taskId)),
    trace: null,
    criticRows: [],
    studentRows: [],
    summary: {
      ...labelsOf(task),
      solved: false,
      solvedAt: -1,
      candidates: 0,
      programs: 0,
      nodes: 0,
      cut: null,
      error: said,
    },
  };
}

function labelsOf(
  task: ParsedTask["task"],
): Pick<UnitSummary, "taskId" | "concept" | "difficulty"> {
  return {
    taskId: task.taskId,
    ...(task.concept === undefined ? {} : { concept: task.concept }),
    ...(task.difficulty === undefined ? {} : { difficulty: task.difficulty }),
  };
}

function correctness(result: ResultRow): Pick<UnitSummary, "testCorrect"> {
  return result.testCorrect === undefined ? {} : { testCorrect: result.testCorrect };
}

/** For every test input one of two predictions is exactly right; `undefined` where a truth is unknown. */
export function testCorrect(solution: Solution, answers: Answers): boolean | undefined {
  if (answers.testOutputs.some((output) => output === null)) return undefined;
  return answers.testOutputs.every((output, i) =>
    solution.attempts[i]!.outputs.some((grid) => grid.equals(output!))
  );
}
