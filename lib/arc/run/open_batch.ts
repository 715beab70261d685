import { clearStaleTemps } from "../../substrate/records/atomic_file.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import { lockFolder } from "../../substrate/runs/folder_lock.ts";
import { openRun, type Run } from "../../substrate/runs/open_run.ts";
import { MANIFEST_NAME, readManifest } from "../../substrate/runs/run_folder.ts";
import { type RunIdentity, runIdOf } from "../../substrate/runs/run_id.ts";
import { runVersions } from "../../substrate/runs/run_versions.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import { systemClock } from "../../substrate/values/clock.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import { decidingEndpoints } from "../endpoint/endpoint_settings.ts";
import { builtinSettings, type ModuleSettings } from "../loop/symbolic_modules.ts";
import type { BatchOptions } from "./batch_options.ts";
import { decidingOptions } from "./deciding_options.ts";
import { outputPaths, runFolderOf, unitWriter } from "./outputs.ts";
import { restoreTraceFiles } from "./restore_trace_files.ts";
import { partVersions } from "./run_versions.ts";
import type { RunMemory } from "./run_memory.ts";
import type { Survey } from "./survey.ts";
import { type UnitPayload, unitPayloadSchema } from "./unit.ts";

/** The one phase of a batch run. */
export const PHASE = "solve";

/** What decides the results of a run: options, seed, modules, versions and the tasks without their outputs. */
export function identityOf(
  options: BatchOptions,
  survey: Survey,
  memory?: RunMemory,
): RunIdentity {
  const { seed, ...deciding } = decidingOptions(options);
  return {
    command: "arc",
    options: {
      ...deciding,
      modules: decidingModules(options.modules ?? builtinSettings),
      versions: partVersions,
      ...(memory === undefined ? {} : { memory: memory.identity }),
    },
    seeds: { main: seed },
    inputs: survey.inputs,
  };
}

function decidingModules({ endpoints, ...modules }: ModuleSettings): Json {
  const deciding = endpoints && { endpoints: decidingEndpoints(endpoints) };
  return { ...modules, ...deciding } as unknown as Json;
}

/** A run folder that is ready to be worked in, or was finished before. */
export interface OpenedBatch {
  readonly run: Run<UnitPayload>;
  /** Nothing is left to do, and nothing was left when it was opened. */
  readonly finishedBefore: boolean;
}

/**
 * Opens the folder of a run.
 *
 * @throws {UserError} exit 2 when it belongs to another run, or holds an unfinished one and neither
 * `resume` nor `fresh` is asked for.
 */
export async function openBatch(
  options: BatchOptions,
  survey: Survey,
  memory?: RunMemory,
): Promise<OpenedBatch> {
  const { outputs, clock = systemClock, fs = denoFileSystem } = options;
  const folder = runFolderOf(outputs);
  const identity = identityOf(options, survey, memory);
  const previous = await readManifest(`${folder}/${MANIFEST_NAME}`, { fs });
  const same = previous !== undefined && previous.runId === runIdOf(identity);
  const finishedBefore = same && previous.exit?.code === 0 && options.fresh !== true;
  if (same && !finishedBefore && options.resume !== true && options.fresh !== true) {
    // Where somebody is at work on it, that is what there is to say.
    await (await lockFolder(folder, { clock, fs })).release();
    throw new UserError(
      `${folder}: holds an unfinished run of the same work; --resume goes on with it, ` +
        "--fresh does it anew",
    );
  }
  if (previous === undefined || same) await makeFolders(options, fs);
  const run = await openRun<UnitPayload>({
    ...identity,
    folder,
    total: survey.tasks,
    phase: { name: PHASE, codeHash: digestOf(partVersions) },
    outputs: outputPaths(outputs),
    besides: outputs.metrics === undefined ? {} : { metrics: outputs.metrics },
    emit: unitWriter(outputs, fs, memory),
    versions: await runVersions(),
    clock,
    fs,
    resume: options.fresh !== true,
    payload: unitPayloadSchema,
    execution: { workers: options.workers ?? 1 },
  });
  // A kill between writing a trace and naming it leaves the temporary file; the folder is ours alone by now.
  const traces = `${folder}/traces`;
  try {
    if (outputs.traceFiles === true) {
      await clearStaleTemps(traces, { fs });
      if (run.resumed > 0) await restoreTraceFiles(run, traces, fs);
    }
  } catch (error) {
    await run.abandon();
    throw error;
  }
  return { run, finishedBefore: finishedBefore && run.resumed === survey.tasks };
}

/** Makes the folders that outputs go into; the run's own folder is made by whoever opens it. */
async function makeFolders({ outputs }: BatchOptions, fs: FileSystem): Promise<void> {
  const paths = Object.values(outputPaths(outputs));
  if (outputs.metrics !== undefined) {
    paths.push(outputs.metrics);
    await refuseFolder(outputs.metrics);
  }
  if (outputs.traceFiles === true) paths.push(`${runFolderOf(outputs)}/traces/x`);
  for (const path of paths) {
    const at = path.lastIndexOf("/");
    if (at <= 0) continue;
    const folder = path.slice(0, at);
    await namingFile(folder, () => fs.makeFolder(folder));
  }
}

/** Metrics are written last: a folder of their name would cost the run its end. */
async function refuseFolder(path: string): Promise<void> {
  const info = await Deno.stat(path).catch(() => undefined);
  if (info?.isDirectory === true) throw new UserError(`${path}: is a folder, expected a file`);
}
