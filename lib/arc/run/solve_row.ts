import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { QuestionRefused } from "../../substrate/compute/question_line.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import { solveTask } from "../loop/solve_task.ts";
import type { Solution } from "../loop/loop_event.ts";
import type { Modules } from "../loop/modules.ts";
import type { MemoryBundle } from "../memory/bundle.ts";
import { type ParsedTask, parseTask } from "../task/parse_task.ts";
import type { Answers, Task } from "../task/task.ts";
import { buildTrace } from "../trace/build_trace.ts";
import { MEMORY_STAGE } from "../ruler/stage.ts";
import { failedIndexRow, indexRow } from "../trace/index_row.ts";
import type { Trace } from "../trace/trace.ts";
import { failedRow, type ResultRow, resultRow } from "../trace/result_row.ts";
import type { DecidingOptions } from "./deciding_options.ts";
import type { Unit, UnitPayload, UnitSummary } from "./unit.ts";

/** What every task of a run is solved with. */
export interface RowContext extends DecidingOptions {
  readonly runId: string;
  readonly modules: Modules;
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
 * Solves the task of one row and writes down everything a run may want of it. Never throws for what happens
 * while solving: a task that fails by a defect costs itself and is recorded with its error.
 *
 * @throws {QuestionRefused} when a model is asked that no longer answers: the task is left to a resumed run.
 */
export function solveRow(row: Row, context: RowContext, memory?: MemoryBundle): Unit {
  const started = context.clock.monotonic();
  const parsed = parseTask(JSON.parse(row.text), { file: row.file, line: row.line });
  const lines = attempt(parsed, context, memory);
  const seconds = (context.clock.monotonic() - started) / 1000;
  return { index: row.index, unit: parsed.task.taskId, payload: { ...lines, seconds } };
}

type Lines = Omit<UnitPayload, "seconds">;

function attempt(parsed: ParsedTask, context: RowContext, memory?: MemoryBundle): Lines {
  try {
    return recorded(parsed, solved(parsed, context, memory), context);
  } catch (error) {
    if (error instanceof QuestionRefused) throw error;
    return failed(parsed.task, error, context.nodeBudget);
  }
}

/** Candidates of a trace that retrieved memory shaped. */
function memoryHits(trace: Trace): number {
  return trace.iterations.flatMap((turn) => turn.candidates).filter(({ family, memory }) =>
    family === MEMORY_STAGE || memory.cases.length + memory.solvedExamples.length > 0
  ).length;
}

function solved({ task }: ParsedTask, context: RowContext, memory?: MemoryBundle): Solution {
  const options = memory === undefined ? context : { ...context, memory };
  const steps = solveTask(task, context.modules, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function recorded({ task, answers }: ParsedTask, solution: Solution, context: RowContext): Lines {
  const trace = buildTrace(task, solution, context, testCorrect(solution, answers));
  const result = resultRow(trace, solution);
  const hits = memoryHits(trace);
  return {
    result: canonicalJson(result),
    indexRow: canonicalJson(indexRow(trace, result)),
    trace: canonicalJson(trace),
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
      ...(hits > 0 ? { memoryHits: hits } : {}),
      cut: solution.cut,
    },
  };
}

/** The record of a task whose worker died under it. */
export function failedUnit(row: Row, task: Task, error: unknown, job: DecidingOptions): Unit {
  const payload = { ...failed(task, error, job.nodeBudget), seconds: 0 };
  return { index: row.index, unit: task.taskId, payload };
}

function failed(task: Task, error: unknown, nodeBudget: number): Lines {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    result: canonicalJson(failedRow(task.taskId, nodeBudget, said)),
    indexRow: canonicalJson(failedIndexRow(task.taskId)),
    trace: null,
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

function labelsOf(task: Task): Pick<UnitSummary, "taskId" | "concept" | "difficulty"> {
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
