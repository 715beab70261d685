import { serveJobs } from "../../substrate/compute/serve_jobs.ts";
import { contextOf, type SolverJob } from "./solver_job.ts";
import { type Row, type RowContext, solveRow } from "./solve_row.ts";
import type { Unit } from "./unit.ts";

/** What a worker is sent: a row, and what all rows of the run are solved with. */
export interface WorkerJob {
  readonly job: SolverJob;
  readonly row: Row;
}

let known: { readonly runId: string; readonly context: RowContext } | undefined;

serveJobs<WorkerJob, Unit>(({ job, row }) => {
  if (known?.runId !== job.runId) known = { runId: job.runId, context: contextOf(job) };
  return solveRow(row, known.context);
});
