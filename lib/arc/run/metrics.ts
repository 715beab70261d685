import config from "../../../deno.json" with { type: "json" };
import type { ModuleUsage } from "../../substrate/models/usage.ts";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import type { FileSystem } from "../../substrate/records/file_system.ts";
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

/** Writes metrics as a whole; an attempt that found nothing left to do keeps the timing of those before. */
export async function writeMetrics(path: string, metrics: Metrics, fs: FileSystem): Promise<void> {
  const kept = metrics.timing.tasks === 0 ? await timingIn(path, metrics.runId) : undefined;
  const whole = kept === undefined ? metrics : { ...metrics, timing: kept };
  await writeAtomicFile(path, JSON.stringify(whole, null, 2) + "\n", { fs });
}

/** The timing that a metrics file of the same run holds. */
async function timingIn(path: string, runId: string): Promise<Metrics["timing"] | undefined> {
  try {
    const found = JSON.parse(await Deno.readTextFile(path)) as Partial<Metrics> | null;
    return found?.runId === runId ? found.timing : undefined;
  } catch {
    // Missing or damaged: there is nothing to keep, and the file is about to be replaced.
    return undefined;
  }
}
