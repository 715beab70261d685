import { systemClock } from "../../substrate/values/clock.ts";
import type { LoopOptions } from "../loop/solve_task.ts";
import { type ModuleSettings, symbolicModules } from "../loop/symbolic_modules.ts";
import type { RowContext } from "./solve_row.ts";

/** What a worker is told once, as plain data: everything that is alike for all tasks of a run. */
export interface SolverJob {
  readonly runId: string;
  readonly namespace: string;
  readonly modules: ModuleSettings;
  readonly loop: Omit<LoopOptions, "clock"> & {
    readonly nodeBudget: number;
    readonly seed: number;
  };
}

/** The context that a job stands for, with the modules built. */
export function contextOf(job: SolverJob): RowContext {
  return { ...job, modules: symbolicModules(job.modules), clock: systemClock };
}
