import { systemClock } from "../../substrate/values/clock.ts";
import { type ModuleSettings, symbolicModules } from "../loop/symbolic_modules.ts";
import type { DecidingOptions } from "./deciding_options.ts";
import type { RowContext } from "./solve_row.ts";

/** What all tasks of a run are solved with, as plain data that can be sent to a worker. */
export interface SolverJob extends DecidingOptions {
  readonly runId: string;
  readonly modules: ModuleSettings;
}

/** The context that a job stands for, with the modules built. */
export function contextOf({ modules, ...job }: SolverJob): RowContext {
  return { ...job, modules: symbolicModules(modules), clock: systemClock };
}
