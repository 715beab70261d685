import { serveJobs } from "../../substrate/compute/serve_jobs.ts";
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
}

let known: { readonly runId: string; readonly context: RowContext } | undefined;

serveJobs<WorkerJob, Unit>(({ job, row, memory }) => {
  if (known?.runId !== job.runId) known = { runId: job.runId, context: contextOf(job) };
  return solveRow(row, known.context, memory);
});
