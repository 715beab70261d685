import { assert, assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import type { BatchOptions } from "../../../lib/arc/run/batch_options.ts";
import { openMemory } from "../../../lib/arc/memory/open_memory.ts";
import { familiesNamed, makeTasks } from "../../../lib/arc/synth/make_tasks.ts";
import { writeTasks } from "../../../lib/arc/task/write_tasks.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { type MemoryFlagValues, memoryOptions } from "../../../scripts/_memory_flags.ts";
import { localPool, rowsOf, run } from "../run/_batch.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-batch-memory-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const families = familiesNamed("take_part,keep_largest,panel_xor,slide_to_wall");
const made = [...makeTasks({ count: 24, seed: 3, families, difficulties: ["easy", "medium"] })];
await writeTasks(`${folder}/first.jsonl`, made.slice(0, 16));
await writeTasks(`${folder}/siblings.jsonl`, made.slice(16));

const base: MemoryFlagValues = {
  "memory-k": undefined,
  "memory-k-episodes": undefined,
  "memory-k-cases": undefined,
  "memory-k-solved-examples": undefined,
  "memory-k-repair-cases": undefined,
  "memory-max-bytes": undefined,
  "train-namespace": undefined,
};

/** Runs a batch in this thread and gives what it left. */
async function solve(name: string, memory: string | undefined, more: Partial<BatchOptions> = {}) {
  const traces = `${folder}/${name}/traces.jsonl`;
  const { report } = await run({
    batch: [`${folder}/siblings.jsonl`],
    outputs: { results: `${folder}/${name}/results.jsonl`, traces },
    iterations: 2,
    keptDrafts: 2,
    seedsPerTurn: 2,
    editsPerSeed: 3,
    openPool: localPool(),
    ...(memory === undefined ? {} : { memory: { folder: `${folder}/${memory}` } }),
    ...more,
  });
  return { report, traces: await rowsOf(traces), text: await Deno.readTextFile(traces) };
}

/** What the solver did, without the names of run and namespace. */
// deno-lint-ignore no-explicit-any -- rows of traces as they were written
function work(traces: readonly any[]) {
  return traces.map(({ taskId, iterations }) => ({ taskId, iterations }));
}

async function copyOf(memory: string, name: string): Promise<string> {
  await Deno.mkdir(`${folder}/${name}/blobs`, { recursive: true });
  for await (const { name: file, isFile } of Deno.readDir(`${folder}/${memory}`)) {
    if (isFile) await Deno.copyFile(`${folder}/${memory}/${file}`, `${folder}/${name}/${file}`);
  }
  for await (const { name: blob } of Deno.readDir(`${folder}/${memory}/blobs`)) {
    await Deno.copyFile(`${folder}/${memory}/blobs/${blob}`, `${folder}/${name}/blobs/${blob}`);
  }
  return name;
}

await solve("first", "memory", { batch: [`${folder}/first.jsonl`], nodeBudget: 3000 });
const plain = await solve("plain", undefined);
const usual = await solve("usual", await copyOf("memory", "usual-memory"));

Deno.test("a run over siblings uses what the first run taught, and says how often", () => {
  assertEquals(plain.report.totals.memoryHits, 0);
  assert(usual.report.totals.memoryHits > 0);
  const candidates = usual.traces.flatMap((trace) => trace.iterations)
    .flatMap((turn) => turn.candidates);
  assert(candidates.some((one) => one.memory.solvedExamples.length > 0 && one.family === "memory"));
  assert(usual.report.totals.solved.part >= plain.report.totals.solved.part);
});

Deno.test("every memory flag changes what a run does", async (t) => {
  const values: { [F in keyof MemoryFlagValues]: MemoryFlagValues[F] } = {
    "memory-k": 0,
    "memory-k-episodes": 0,
    "memory-k-cases": 0,
    "memory-k-solved-examples": 0,
    "memory-k-repair-cases": 0,
    "memory-max-bytes": 64,
    "train-namespace": "elsewhere",
  };
  for (const flag of Object.keys(values) as (keyof typeof values)[]) {
    await t.step(`--${flag}`, async () => {
      const flags = { ...base, [flag]: values[flag] };
      const copy = await copyOf("memory", `${flag}-memory`);
      const env = (name: string) => name === "ARC_V3_MEMORY_DIR" ? `${folder}/${copy}` : undefined;
      const { traces } = await solve(flag, copy, memoryOptions(flags, env));
      assertNotEquals(work(traces), work(usual.traces));
    });
  }
});

Deno.test("without any retrieval a run with a memory solves as one without", async () => {
  const copy = await copyOf("memory", "nothing-memory");
  const nothing = { ...base, "memory-k": 0 };
  const { traces } = await solve(
    "nothing",
    copy,
    memoryOptions(nothing, () => `${folder}/${copy}`),
  );
  assertEquals(work(traces), work(plain.traces));
});

Deno.test("memory flags are refused without a memory; the namespace flag goes before the variable", () => {
  for (const flag of Object.keys(base)) {
    const flags = { ...base, [flag]: flag === "train-namespace" ? "n" : 1 };
    const says = `--${flag} needs a memory: set ARC_V3_MEMORY_DIR`;
    assertThrows(() => memoryOptions(flags, () => undefined), UserError, says);
  }
  const env = (name: string) => name === "ARC_V3_MEMORY_DIR" ? "m" : "from the variable";
  assertEquals(memoryOptions(base, env).namespace, "from the variable");
  const only = (name: string) => name === "ARC_V3_MEMORY_NAMESPACE" ? "n" : undefined;
  assertEquals(memoryOptions(base, only), { namespace: "n" });
  const named = memoryOptions({ ...base, "train-namespace": "flag" }, env);
  assertEquals(named, { namespace: "flag", memory: { folder: "m", limits: {} } });
});

Deno.test("a task that is solved again is not helped by its own solution", async () => {
  const batch = `${folder}/one.jsonl`;
  await writeTasks(batch, made.slice(0, 1));
  for (const attempt of ["once", "twice"]) {
    const { report, traces } = await solve(attempt, "own", { batch: [batch] });
    assertEquals([report.totals.solved.part, report.totals.memoryHits], [1, 0]);
    assertEquals(work(traces), work((await solve("never", undefined, { batch: [batch] })).traces));
  }
  await using memory = await openMemory(`${folder}/own`);
  assertEquals((await memory.counts("default")).episodes, 2);
});

Deno.test("the order in which tasks finish changes neither the outputs nor the memory", async () => {
  const copy = await copyOf("memory", "slow-memory");
  const openPool = localPool([], undefined, (row) => 30 - 10 * (row.index % 4));
  const { text } = await solve("slow", copy, { openPool, workers: 2 });
  assertEquals(text, usual.text);
  assertEquals(await stateOf(copy), await stateOf("usual-memory"));
});

Deno.test("what is known of test outputs changes neither the work nor the memory", async () => {
  const scrambled = made.slice(16).map((one) => ({
    ...one,
    answers: { ...one.answers, testOutputs: one.task.testInputs },
  }));
  await writeTasks(`${folder}/scrambled.jsonl`, scrambled);
  const copy = await copyOf("memory", "scrambled-memory");
  const { traces } = await solve("scrambled", copy, { batch: [`${folder}/scrambled.jsonl`] });
  assertEquals(traces.map((trace) => trace.digest), usual.traces.map((trace) => trace.digest));
  assertEquals(await stateOf(copy), await stateOf("usual-memory"));
});

Deno.test("a stopped run goes on with the memory it began with, whatever was added since", async () => {
  const copy = await copyOf("memory", "stopped-memory");
  const stop = new AbortController();
  const openPool = localPool([], (row, unit) => {
    if (row.index === 3) stop.abort();
    return unit();
  });
  const first = await solve("stopped", copy, { openPool, signal: stop.signal });
  assertEquals(first.report.state, "interrupted");
  await using other = await openMemory(`${folder}/${copy}`);
  // deno-lint-ignore no-explicit-any -- traces as they were written
  await other.record("default", plain.traces as any);
  await other.close();
  const { report, text } = await solve("stopped", copy, { resume: true });
  assertEquals([report.state, text], ["done", usual.text]);
  const again = await solve("stopped", copy, { resume: true });
  assertEquals([again.report.runId, again.text], [report.runId, usual.text]);
  await using memory = await openMemory(`${folder}/${copy}`);
  assertEquals((await memory.counts("default")).episodes, 16 + 8 + 8);
});

Deno.test("a finished run whose memory was lost in part makes up for it; one that lost its past is refused", async () => {
  await solve("late", await copyOf("memory", "late-memory"));
  await Deno.remove(`${folder}/late-memory`, { recursive: true });
  await copyOf("memory", "late-memory");
  await solve("late", "late-memory");
  assertEquals(await stateOf("late-memory"), await stateOf("usual-memory"));
  await assertRejects(
    () => solve("late", "fresh-memory"),
    UserError,
    "expected the 16 episodes that the run began with, found 0",
  );
});

/** The digest of a memory's default namespace, which names every episode in order, and its counts. */
async function stateOf(name: string) {
  await using memory = await openMemory(`${folder}/${name}`);
  return [(await memory.snapshot("default")).digest, await memory.counts("default")];
}
