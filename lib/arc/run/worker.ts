import { askOver, type QuestionLine, takeUp } from "../../substrate/compute/question_line.ts";
import { serveJobs } from "../../substrate/compute/serve_jobs.ts";
import type { AskModel } from "../endpoint/ask_model.ts";
import type { MemoryBundle } from "../memory/bundle.ts";
import { contextOf, type SolverJob } from "./solver_job.ts";
import { type Row, type RowContext, solveRow } from "./solve_row.ts";
import type { Unit } from "./unit.ts";

/** What a worker is sent: a row, and what all rows of the run are solved with. */
export interface WorkerJob {
  readonly job: SolverJob;
  readonly row: Row;
  /** What similar tasks taught; workers cannot read the memory themselves. */
  readonly memory?: MemoryBundle;
  /** To whoever asks models; present when a module does. */
  readonly line?: QuestionLine;
}

let known: { readonly runId: string; readonly context: RowContext } | undefined;

let line: QuestionLine | undefined;
const ask: AskModel = (questions) => askOver(line!, questions);

serveJobs<WorkerJob, Unit>(({ job, row, memory, line: given }) => {
  line = given;
  if (line !== undefined) takeUp(line);
  if (known?.runId !== job.runId) known = { runId: job.runId, context: contextOf(job, ask) };
  try {
    return solveRow(row, known.context, memory);
  } finally {
    line?.port.close();
  }
});
