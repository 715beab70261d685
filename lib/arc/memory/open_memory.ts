import { denoFileSystem, type FileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { openStore } from "../../substrate/store/open_store.ts";
import { digestedText } from "../trace/build_trace.ts";
import type { Trace } from "../trace/trace.ts";
import { BlobFolder } from "./blob_folder.ts";
import { memoryMigrations } from "./migrations.ts";
import { episodeIdOf, recordEpisode } from "./record_episodes.ts";
import type { MemoryTables } from "./schema.ts";
import { Snapshot } from "./snapshot.ts";
import { readSnapshotRows } from "./snapshot_rows.ts";

/** Rows per table that one namespace holds. */
export interface MemoryCounts {
  readonly episodes: number;
  readonly attempts: number;
  readonly gold_solutions: number;
  readonly fragments: number;
  readonly cases: number;
}

/** A memory that several processes may share; every namespace in it is a memory of its own. */
export interface Memory {
  /**
   * Remembers finished tasks and says how many of them were new. A trace remembered before counts nothing
   * twice; its text is durable before any row speaks of it. Test outputs are not remembered.
   */
  record(namespace: string, traces: readonly Trace[]): Promise<number>;
  /**
   * The memory as it stood after the namespace's first `episodes` episodes.
   *
   * @throws {UserError} exit 2 when there are fewer.
   */
  snapshot(namespace: string, episodes?: number): Promise<Snapshot>;
  counts(namespace: string): Promise<MemoryCounts>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Traces whose texts are made durable at a time. */
const AT_ONCE = 16;

/** Long enough for a process that records a batch beside us. */
const TIMEOUT_MS = 30_000;

/**
 * Opens the memory in a folder: `memory.db` and `blobs/`, both made when missing, older schemas brought up
 * to date.
 *
 * @throws {UserError} when the folder or the database cannot be used.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { openMemory } from "./open_memory.ts";
 * const folder = await Deno.makeTempDir();
 * const memory = await openMemory(folder);
 * assertEquals(await memory.record("default", []), 0); // traces of finished tasks go here
 * const snapshot = await memory.snapshot("default");
 * const task = { taskId: "t", digest: "d", train: [] };
 * const limits = { solvedExamples: 3, repairCases: 3, macros: 3, cases: 3, episodes: 3, maxBytes: 4096 };
 * const bundle = await snapshot.retrieveForRuler({ task, facts: [] }, limits);
 * assertEquals(bundle.solvedExamples, []);
 * await memory.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openMemory(
  folder: string,
  fs: FileSystem = denoFileSystem,
): Promise<Memory> {
  const blobFolder = `${folder}/blobs`;
  await namingFile(blobFolder, () => fs.makeFolder(blobFolder));
  const blobs = new BlobFolder(blobFolder, fs);
  const store = await openStore<MemoryTables>({
    path: `${folder}/memory.db`,
    migrations: memoryMigrations,
    timeoutMs: TIMEOUT_MS,
  });
  const known = async (namespace: string, traces: readonly Trace[]): Promise<Set<string>> => {
    const ids = traces.map((trace) => episodeIdOf(namespace, trace));
    const rows = await store.db.selectFrom("episodes").select("episode_id")
      .where("episode_id", "in", ids).execute();
    return new Set(rows.map((row) => row.episode_id));
  };
  const recordSome = async (namespace: string, traces: readonly Trace[]): Promise<number> => {
    const old = await known(namespace, traces);
    const fresh = traces.filter((trace) => !old.has(episodeIdOf(namespace, trace)));
    if (fresh.length === 0) return 0;
    await Promise.all(fresh.map(async (trace) => {
      const digest = await blobs.write(digestedText(trace));
      if (digest !== trace.digest) {
        throw new RangeError(`Expected a trace of digest ${digest} but found ${trace.digest}`);
      }
    }));
    return await store.write(async (writing) => {
      let recorded = 0;
      for (const trace of fresh) {
        if (await recordEpisode(writing, namespace, trace)) recorded++;
      }
      return recorded;
    });
  };
  return {
    record: async (namespace, traces) => {
      let recorded = 0;
      for (let at = 0; at < traces.length; at += AT_ONCE) {
        recorded += await recordSome(namespace, traces.slice(at, at + AT_ONCE));
      }
      return recorded;
    },
    snapshot: async (namespace, episodes) => {
      const rows = await readSnapshotRows(store.db, namespace, episodes);
      return new Snapshot(namespace, rows, store.db, blobs);
    },
    counts: async (namespace) => {
      const countOf = async (table: "episodes" | "gold_solutions" | "fragments" | "cases") => {
        const row = await store.db.selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as("n"))
          .where("namespace", "=", namespace).executeTakeFirstOrThrow();
        return Number(row.n);
      };
      const attempts = await store.db.selectFrom("attempts")
        .innerJoin("episodes", "episodes.episode_id", "attempts.episode_id")
        .select(({ fn }) => fn.countAll<number>().as("n"))
        .where("namespace", "=", namespace).executeTakeFirstOrThrow();
      return {
        episodes: await countOf("episodes"),
        attempts: Number(attempts.n),
        gold_solutions: await countOf("gold_solutions"),
        fragments: await countOf("fragments"),
        cases: await countOf("cases"),
      };
    },
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  };
}
