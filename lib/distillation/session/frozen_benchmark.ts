import * as z from "zod";
import { writeAtomicFile } from "../../substrate/records/atomic_file.ts";
import { denoFileSystem } from "../../substrate/records/file_system.ts";
import { namingFile } from "../../substrate/records/file_error.ts";
import { defineRecord, type DurableRecord } from "../../substrate/records/record_schema.ts";
import { digestOf } from "../../substrate/values/digest.ts";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Benchmark, BenchmarkTask, Gate, Splits } from "./ports.ts";

const task = z.strictObject({ id: z.string(), family: z.string(), category: z.string() });

const fields = z.strictObject({
  name: z.string(),
  /** `v1`, `v2`, … */
  version: z.string(),
  contentDigest: z.string(),
  tasks: z.array(task).readonly(),
  /** Digest of each split, by the gate that split it. */
  splits: z.strictObject({
    gate: z.string(),
    diagnose: z.string(),
    gateSplit: z.string(),
    locked: z.string(),
  }),
});

/** A benchmark as it was when it was frozen; scores of two versions are not compared. */
export type FrozenBenchmark = z.output<typeof fields>;

/** Reads and writes `benchmarks/<name>/v<n>.json` (`distillation.benchmark/1`). */
export const frozenBenchmarkRecord: DurableRecord<FrozenBenchmark> = defineRecord({
  name: "distillation.benchmark",
  version: 1,
  fields,
});

/** The digest of a split, whatever the order of its tasks. */
export function splitDigest(tasks: readonly BenchmarkTask[]): string {
  return digestOf(tasks.map(({ id }) => id).sort());
}

/** The versions of a benchmark in a home, oldest first. */
export async function frozenVersions(home: string, name: string): Promise<readonly string[]> {
  const names = await denoFileSystem.list(folderOf(home, name));
  return names.flatMap((file) => /^v(\d+)\.json$/.exec(file)?.[1] ?? [])
    .map(Number).sort((a, b) => a - b).map((n) => `v${n}`);
}

/**
 * Reads a frozen version, the newest without a name.
 *
 * @throws {UserError} exit 2 for a version that is not there.
 */
export async function readFrozen(
  home: string,
  name: string,
  version?: string,
): Promise<FrozenBenchmark | undefined> {
  const versions = await frozenVersions(home, name);
  const wanted = version ?? versions.at(-1);
  if (wanted === undefined) return undefined;
  if (!versions.includes(wanted)) {
    const known = versions.length === 0 ? "none is frozen yet" : `there are ${versions.join(", ")}`;
    throw new UserError(`${name}: no version ${wanted}; ${known}`);
  }
  const file = `${folderOf(home, name)}/${wanted}.json`;
  const text = await namingFile(file, () => Deno.readTextFile(file));
  return frozenBenchmarkRecord.read(JSON.parse(text), { file });
}

/** Freezes the benchmark as it is now; the newest version where nothing has changed. */
export async function freezeBenchmark(
  home: string,
  benchmark: Benchmark,
  gate: Gate,
): Promise<{ readonly frozen: FrozenBenchmark; readonly made: boolean }> {
  const tasks = [...await benchmark.tasks()].sort((a, b) => a.id < b.id ? -1 : 1);
  const splits = gate.split(tasks, benchmark.name);
  const now = {
    name: benchmark.name,
    contentDigest: benchmark.contentDigest,
    tasks,
    splits: splitsRecord(gate, splits),
  };
  const newest = await readFrozen(home, benchmark.name);
  if (newest !== undefined && digestOf({ ...now, version: newest.version }) === digestOf(newest)) {
    return { frozen: newest, made: false };
  }
  const next = Number(newest?.version.slice(1) ?? 0) + 1;
  const frozen = { ...now, version: `v${next}` };
  const folder = folderOf(home, benchmark.name);
  await namingFile(folder, () => Deno.mkdir(folder, { recursive: true }));
  await writeAtomicFile(`${folder}/v${next}.json`, `${frozenBenchmarkRecord.write(frozen)}\n`);
  return { frozen, made: true };
}

/**
 * The frozen version that a session runs on: the one asked for, else the newest, else a first one.
 *
 * @throws {UserError} exit 2 when the benchmark has changed since.
 */
export async function pinBenchmark(
  home: string,
  benchmark: Benchmark,
  gate: Gate,
  version?: string,
): Promise<FrozenBenchmark> {
  const frozen = await readFrozen(home, benchmark.name, version);
  if (frozen === undefined) return (await freezeBenchmark(home, benchmark, gate)).frozen;
  if (frozen.contentDigest === benchmark.contentDigest && frozen.splits.gate === gate.name) {
    return frozen;
  }
  throw new UserError(
    `${benchmark.name} has changed since ${frozen.version} was frozen; ` +
      "deno task distill benchmark refresh makes a new version",
  );
}

function splitsRecord(gate: Gate, splits: Splits): FrozenBenchmark["splits"] {
  return {
    gate: gate.name,
    diagnose: splitDigest(splits.diagnose),
    gateSplit: splitDigest(splits.gate),
    locked: splitDigest(splits.locked),
  };
}

function folderOf(home: string, name: string): string {
  return `${home}/benchmarks/${name.replace(/[^A-Za-z0-9._-]/g, "-")}`;
}
