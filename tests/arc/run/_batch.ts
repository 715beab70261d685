import type { BatchOptions } from "../../../lib/arc/run/batch_options.ts";
import { runBatch } from "../../../lib/arc/run/run_batch.ts";
import type { RunEvent, RunReport } from "../../../lib/arc/run/run_event.ts";
import { type Row, solveRow } from "../../../lib/arc/run/solve_row.ts";
import { contextOf, type SolverJob } from "../../../lib/arc/run/solver_job.ts";
import type { SolverPool } from "../../../lib/arc/run/solver_pool.ts";
import type { Unit } from "../../../lib/arc/run/unit.ts";

/** A pool without threads; `change` may alter or break what a row comes to, `order` delays rows. */
export function localPool(
  solved: number[] = [],
  change: (row: Row, unit: () => Unit) => Unit = (_, unit) => unit(),
  delay: (row: Row) => number = () => 0,
): (workers: number, job: SolverJob) => SolverPool {
  return (workers, job) => {
    const context = contextOf(job);
    return {
      capacity: 2 * workers,
      solve: async (row, memory) => {
        await new Promise((resolve) => setTimeout(resolve, delay(row)));
        solved.push(row.index);
        return change(row, () => solveRow(row, context, memory));
      },
      close: () => {},
    };
  };
}

/** Runs a batch to its end. */
export async function run(
  options: BatchOptions,
): Promise<{ events: RunEvent[]; report: RunReport }> {
  const events = await Array.fromAsync(runBatch({ nodeBudget: 400, ...options }));
  const last = events.at(-1);
  if (last?.kind !== "finished") throw new Error("The run has no end");
  return { events, report: last.report };
}

/** The rows of a JSONL file. */
// deno-lint-ignore no-explicit-any -- tests look into rows of many kinds
export async function rowsOf(path: string): Promise<any[]> {
  const text = await Deno.readTextFile(path);
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}
