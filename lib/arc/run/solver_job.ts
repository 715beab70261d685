import { systemClock } from "../../substrate/values/clock.ts";
import { pausableClock } from "../../substrate/values/pausable_clock.ts";
import type { AskModel } from "../endpoint/ask_model.ts";
import { withEndpoints } from "../endpoint/with_endpoints.ts";
import { type ModuleSettings, symbolicModules } from "../loop/symbolic_modules.ts";
import type { DecidingOptions } from "./deciding_options.ts";
import type { RowContext } from "./solve_row.ts";

/** What all tasks of a run are solved with, as plain data that can be sent to a worker. */
export interface SolverJob extends DecidingOptions {
  readonly runId: string;
  readonly modules: ModuleSettings;
}

/**
 * The context that a job stands for, with the modules built. The time that `ask` takes is nobody's: it does
 * not count toward a task's deadline.
 *
 * @throws {RangeError} for modules that ask a model when there is no `ask`.
 */
export function contextOf({ modules, ...job }: SolverJob, ask?: AskModel): RowContext {
  const clock = pausableClock(systemClock);
  const symbolic = symbolicModules(modules);
  if (modules.endpoints === undefined) return { ...job, modules: symbolic, clock };
  if (ask === undefined) throw new RangeError("Expected a way to ask models but found none");
  const asked = withEndpoints(
    symbolic,
    modules.endpoints,
    (questions) => clock.pausedFor(() => ask(questions)),
  );
  return { ...job, modules: asked, clock };
}
