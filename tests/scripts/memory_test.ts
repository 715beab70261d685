import { assert, assertEquals, assertMatch } from "@std/assert";
import { familiesNamed, makeTasks } from "../../lib/arc/synth/make_tasks.ts";
import { writeTasks } from "../../lib/arc/task/write_tasks.ts";
import { type Ending, NATIVE, scriptLine } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-memory-script-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const families = familiesNamed("take_part,keep_largest,panel_xor,slide_to_wall");
const made = [...makeTasks({ count: 24, seed: 3, families, difficulties: ["easy", "medium"] })];
await writeTasks(`${folder}/first.jsonl`, made.slice(0, 16));
await writeTasks(`${folder}/siblings.jsonl`, made.slice(16));

/** Runs the orchestrator with a memory and the permissions of its task. */
async function solve(
  name: string,
  batch: string,
  memory: string,
  more: string[] = [],
  native = NATIVE,
): Promise<Ending> {
  const { words: [run, ...words] } = scriptLine("run_orchestrator.ts", [
    ...["--batch-file", `${folder}/${batch}.jsonl`, "--out-dir", `${folder}/${name}`],
    ...["--trace-jsonl", `${folder}/${name}/traces.jsonl`, "--log-level", "error"],
    ...["--loop-iters", "2", "--edit-k", "2", "--node-budget", "1000", ...more],
  ]);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [run!, "--no-prompt", ...native, ...words],
    env: { ARC_V3_MEMORY_DIR: `${folder}/${memory}`, ARC_V3_MEMORY_NAMESPACE: "größe" },
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

const read = (name: string) => Deno.readTextFile(`${folder}/${name}`);

Deno.test("run-orchestrator leaves the same bytes with a memory for one worker and for two", async () => {
  for (const workers of ["1", "2"]) {
    const memory = `memory-${workers}`;
    const more = ["--workers", workers];
    const first = await solve(`first-${workers}`, "first", memory, more);
    assertEquals(first.code, 0, first.err);
    const second = await solve(`second-${workers}`, "siblings", memory, more);
    assertEquals(second.code, 0, second.err);
  }
  for (const file of ["results.jsonl", "traces.jsonl"]) {
    assertEquals(await read(`second-2/${file}`), await read(`second-1/${file}`));
  }
  const [trace] = (await read("second-1/traces.jsonl")).split("\n");
  assertEquals(JSON.parse(trace!).namespace, "größe");
  assert(JSON.parse(await read("second-1/metrics.json")).memoryHits > 0);
  const { options } = JSON.parse(await read("second-1/manifest.json"));
  assertEquals(options.memory.episodes, 16);
});

Deno.test("run-orchestrator says in one line which permission a memory needs", async () => {
  const { code, err } = await solve("barred", "first", "barred-memory", [], []);
  assertEquals([code, err.trimEnd().split("\n").length], [2, 1], err);
  assertMatch(err, /barred-memory: a memory needs the permissions --allow-ffi and --allow-sys/);
});

Deno.test("run-orchestrator refuses a memory that is a file or no database in one line", async () => {
  await Deno.writeTextFile(`${folder}/a_file`, "");
  const file = await solve("on-a-file", "first", "a_file");
  assertEquals([file.code, file.err.trimEnd().split("\n").length], [2, 1], file.err);
  await Deno.mkdir(`${folder}/odd`);
  await Deno.writeTextFile(`${folder}/odd/memory.db`, "no database at all, only words".repeat(40));
  const odd = await solve("on-words", "first", "odd");
  assertEquals(odd.code, 2);
  assertMatch(odd.err, /odd\/memory\.db: is not a database/);
});
