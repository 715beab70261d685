import type { FileSystem } from "../../substrate/records/file_system.ts";
import { MANIFEST_NAME, readManifest } from "../../substrate/runs/run_folder.ts";
import type { Json } from "../../substrate/values/canonical_json.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Describer } from "../loop/modules.ts";
import type { MemoryBundle, MemoryLimits } from "../memory/bundle.ts";
import { parseTask } from "../task/parse_task.ts";
import type { Trace } from "../trace/trace.ts";
import type { MemoryUse } from "./batch_options.ts";
import type { Row } from "./solve_row.ts";

/** What a run does with its memory: reads it as it stood at the start, adds to it as tasks finish. */
export interface RunMemory {
  /** What decides results: the state of the memory and how much of it is read. */
  readonly identity: { readonly [name: string]: Json };
  bundle(row: Row): Promise<MemoryBundle>;
  /**
   * Makes up for a killed attempt: remembers what earlier attempts wrote, in order. Before it is called,
   * `remember` does nothing, since all that is written by then comes by here.
   */
  begin(written: AsyncIterable<Trace>): Promise<void>;
  /** Remembers a task whose turn to be written has come; some tasks at a time, as the disk is slow. */
  remember(trace: Trace): Promise<void>;
  /** Resolves once everything handed over is remembered. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What is retrieved where the options do not say otherwise. */
export const DEFAULT_MEMORY_LIMITS: MemoryLimits = {
  episodes: 8,
  cases: 8,
  solvedExamples: 8,
  repairCases: 8,
  macros: 8,
  maxBytes: 65_536,
};

/** Tasks remembered at a time. */
const AT_ONCE = 16;

/** What {@linkcode openRunMemory} needs to know of the run. */
export interface RunMemoryContext {
  readonly namespace: string;
  /** The run's own folder: a run that was begun there goes on with the memory it began with. */
  readonly folder: string;
  /** States the facts that tasks are compared by. */
  readonly describer: Describer;
  readonly fs: FileSystem;
}

/**
 * Opens the memory of a run, as it stood when the run in that folder began, or as it stands.
 *
 * The library that reads it is loaded here and nowhere else: a run without memory does without it.
 *
 * @throws {UserError} when the memory cannot be opened, or has lost what the run began with.
 */
export async function openRunMemory(use: MemoryUse, context: RunMemoryContext): Promise<RunMemory> {
  const { namespace, describer, folder, fs } = context;
  const limits = { ...DEFAULT_MEMORY_LIMITS, ...use.limits };
  const began = await begunWith(context);
  const memory = await opened(use.folder, fs);
  try {
    const snapshot = await memory.snapshot(namespace, began?.episodes);
    if (began !== undefined && began.digest !== snapshot.digest) {
      throw new UserError(
        `${use.folder}: holds another memory than the run in ${folder} began with`,
      );
    }
    const { episodes, digest } = snapshot;
    let begun = false;
    let waiting: Trace[] = [];
    const flush = async (): Promise<void> => {
      const traces = waiting;
      waiting = [];
      if (traces.length > 0) await memory.record(namespace, traces);
    };
    const remember = async (trace: Trace): Promise<void> => {
      if (!begun) return;
      waiting.push(trace);
      if (waiting.length >= AT_ONCE) await flush();
    };
    return {
      identity: { episodes, digest, limits: { ...limits } },
      bundle: async (row) => {
        const { task } = parseTask(JSON.parse(row.text), { file: row.file, line: row.line });
        const query = { task, facts: describer.describe(task) };
        return {
          ruler: await snapshot.retrieveForRuler(query, limits),
          critic: await snapshot.retrieveForCritic(query, limits),
        };
      },
      begin: async (written) => {
        begun = true;
        for await (const trace of written) await remember(trace);
        await flush();
      },
      remember,
      flush,
      close: () => memory.close(),
    };
  } catch (error) {
    await memory.close();
    throw error;
  }
}

async function opened(folder: string, fs: FileSystem) {
  try {
    const { openMemory } = await import("../memory/open_memory.ts");
    return await openMemory(folder, fs);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    throw new UserError(
      `${folder}: a memory needs the permissions --allow-ffi and --allow-sys: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

/** The state of the memory that an earlier attempt in that folder noted. */
async function begunWith({ folder, fs, namespace }: RunMemoryContext) {
  const manifest = await readManifest(`${folder}/${MANIFEST_NAME}`, { fs });
  if (manifest?.options["namespace"] !== namespace) return undefined;
  const noted = manifest.options["memory"] as
    | { readonly episodes?: unknown; readonly digest?: unknown }
    | null
    | undefined;
  if (typeof noted?.episodes !== "number" || typeof noted.digest !== "string") return undefined;
  return { episodes: noted.episodes, digest: noted.digest };
}
