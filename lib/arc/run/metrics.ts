import config from "../../../deno.json" with { type: "json" };
import type { ModuleUsage } from "../../substrate/models/usage.ts";
import type { RunTotals } from "./totals.ts";

/** The document of `--metrics-json` (`arc.metrics/1`); all but `timing`, `usage` and cost repeats exactly. */
export interface Metrics extends RunTotals {
  readonly schema: "arc.metrics/1";
  readonly runId: string;
  readonly environment: {
    readonly baton: string;
    readonly deno: string;
    readonly v8: string;
    readonly os: string;
    readonly arch: string;
  };
  /** By module that asks a model; earlier attempts of the run are in it. */
  readonly usage: Readonly<Record<string, ModuleUsage>>;
  readonly timing: {
    /** Wall clock of this attempt, and tasks it finished; an earlier attempt's are not in them. */
    readonly seconds: number;
    readonly tasks: number;
    readonly tasksPerSecond: number;
    readonly candidatesPerSecond: number;
    /** Seconds inside workers, summed over all tasks of the run. */
    readonly workerSeconds: number;
    readonly workers: number;
  };
}

/** The totals of a run with the machine they were made on. */
export function metricsOf(
  runId: string,
  totals: RunTotals,
  usage: Metrics["usage"],
  timing: Metrics["timing"],
): Metrics {
  const { deno, v8 } = Deno.version;
  const { os, arch } = Deno.build;
  return {
    schema: "arc.metrics/1",
    runId,
    ...totals,
    usage,
    environment: { baton: config.version, deno, v8, os, arch },
    timing,
  };
}
