/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import type { SolverJob } from "./solver_job.ts";
import { contextOf } from "./solver_job.ts";
import { type Row, type RowContext, solveRow } from "./solve_row.ts";
import type { Unit } from "./unit.ts";

/** What a worker is sent: the job once, then rows one at a time. */
export type WorkerRequest =
  | { readonly kind: "job"; readonly job: SolverJob }
  | { readonly kind: "row"; readonly row: Row };

/** What a worker sends back, one for each row. */
export type WorkerAnswer = { readonly unit: Unit };

let context: RowContext | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.kind === "job") context = contextOf(data.job);
  else if (context !== undefined) {
    const answer: WorkerAnswer = { unit: solveRow(data.row, context) };
    self.postMessage(answer);
  }
};
