import { assert, assertEquals, assertMatch } from "@std/assert";
import { createPrng } from "../../lib/substrate/values/prng.ts";
import { hopelessTask, mirrorTask, runScript, scriptCommand, writeBatch } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-same-bytes-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const tasks = Array.from(
  { length: 36 },
  (_, i) =>
    i % 3 === 2 ? hopelessTask(`no-${i}`, i) : mirrorTask(i === 0 ? "größe 1" : `yes-${i}`, i % 5),
);
const batch = await writeBatch(`${folder}/tasks.jsonl`, tasks);

/** Every output of a run, under one folder; a small budget, so that a run takes about a second. */
function command(name: string, more: string[] = [], file = batch): string[] {
  const out = `${folder}/${name}`;
  return [
    ...["--batch-file", file, "--out-dir", out, "--critic-batch-run"],
    ...["--trace-jsonl", `${out}/all.jsonl`, "--critic-buffer-jsonl", `${out}/critic.jsonl`],
    ...["--ruler-student-buffer-jsonl", `${out}/student.jsonl`],
    ...["--loop-iters", "2", "--candidate-k", "2", "--edit-k", "2", "--edit-top-m", "2"],
    ...["--node-budget", "1500", "--log-level", "error", ...more],
  ];
}

/** All bytes that a run promises to repeat, by file. */
async function lasting(name: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const read = async (path: string) => {
    for await (const entry of Deno.readDir(`${folder}/${name}/${path}`)) {
      const inner = path + entry.name;
      if (entry.isDirectory) await read(`${inner}/`);
      else if (!LOCAL.has(inner)) {
        files.set(inner, await Deno.readTextFile(`${folder}/${name}/${inner}`));
      }
    }
  };
  await read("");
  const metrics = JSON.parse(files.get("metrics.json")!);
  delete metrics.timing;
  files.set("metrics.json", JSON.stringify(metrics));
  return new Map([...files].sort(([a], [b]) => a < b ? -1 : 1));
}

/** Wall clock, order of finishing, and how far the outputs had come. */
const LOCAL = new Set(["timing.jsonl", "units.jsonl", "emitted.json", "manifest.json"]);

function assertSameBytes(actual: Map<string, string>, expected: Map<string, string>): void {
  assertEquals([...actual.keys()], [...expected.keys()]);
  for (const [file, text] of expected) assert(actual.get(file) === text, `${file} differs`);
}

const whole = await runScript("run_orchestrator.ts", command("whole", ["--workers", "1"]));
const expected = await lasting("whole");

Deno.test("a run leaves every file of the contract, one trace per task", () => {
  assertEquals(whole.code, 0, whole.err);
  const traces = [...expected.keys()].filter((file) => file.startsWith("traces/task_"));
  assertEquals(traces.length, 36);
  const lines = (file: string) => expected.get(file)!.trimEnd().split("\n");
  for (const file of ["results.jsonl", "index.jsonl", "all.jsonl"]) {
    assertEquals(lines(file).length, 36);
  }
  assert(lines("critic.jsonl").length > 36);
  assert(lines("student.jsonl").length > 8);
  for (const line of lines("index.jsonl").map((text) => JSON.parse(text))) {
    const trace = expected.get(line.tracePath)!;
    assertEquals(JSON.parse(trace).digest, line.digest);
    assert(lines("all.jsonl").includes(trace.trimEnd()));
  }
});

Deno.test("two workers leave the same bytes as one", async () => {
  const { code, err } = await runScript("run_orchestrator.ts", command("two", ["--workers", "2"]));
  assertEquals(code, 0, err);
  assertSameBytes(await lasting("two"), expected);
});

Deno.test("a run killed at ten moments and resumed leaves the same bytes, and no task runs twice", async () => {
  const prng = createPrng(20);
  const args = command("killed", ["--workers", "2", "--resume"]);
  const log = `${folder}/killed/units.jsonl`;
  for (let i = 0; i < 10; i++) {
    const child = scriptCommand("run_orchestrator.ts", args).spawn();
    const ended = child.output();
    // None or one more row, then a moment more: a kill can fall before, into or after any write.
    await untilRows(log, await rowsOf(log) + prng.between(0, 1));
    await new Promise((resolve) => setTimeout(resolve, prng.between(0, 40)));
    child.kill("SIGKILL");
    assertEquals((await ended).signal, "SIGKILL");
  }
  const { code, err, out } = await runScript("run_orchestrator.ts", args);
  assertEquals(code, 0, err);
  assertMatch(out, /36 of 36 tasks/);
  assertSameBytes(await lasting("killed"), expected);
  const rows = (await Deno.readTextFile(log)).trimEnd().split("\n");
  assertEquals(new Set(rows.map((line) => JSON.parse(line).index)).size, rows.length);
  assertEquals(rows.length, 36);
});

Deno.test("an interrupted run finishes what is in flight, says how to go on, and goes on", async () => {
  const args = command("stopped", ["--workers", "1"]);
  const child = scriptCommand("run_orchestrator.ts", args).spawn();
  await untilRows(`${folder}/stopped/units.jsonl`, 2);
  child.kill("SIGINT");
  const { code, stderr } = await child.output();
  const said = new TextDecoder().decode(stderr);
  assertEquals(code, 130, said);
  assertMatch(said, /interrupted: finishing what is in flight/);
  assertMatch(said, /the same command with --resume goes on/);
  const refused = await runScript("run_orchestrator.ts", args);
  assertEquals(refused.code, 2);
  assertMatch(refused.err, /holds an unfinished run of the same work; --resume goes on with it/);
  const again = await runScript("run_orchestrator.ts", [...args, "--resume"]);
  assertEquals(again.code, 0, again.err);
  assertSameBytes(await lasting("stopped"), expected);
});

Deno.test("a finished run is reported again without solving anything; --fresh does it anew", async () => {
  const log = await Deno.stat(`${folder}/whole/units.jsonl`);
  const args = command("whole", ["--workers", "1"]);
  const again = await runScript("run_orchestrator.ts", args);
  assertEquals([again.code, again.out.replace(/in .*, run/, "")], [
    0,
    whole.out.replace(/in .*, run/, ""),
  ]);
  assertEquals((await Deno.stat(`${folder}/whole/units.jsonl`)).mtime, log.mtime);
  assertSameBytes(await lasting("whole"), expected);
  const fresh = await runScript("run_orchestrator.ts", [...args, "--fresh"]);
  assertEquals(fresh.code, 0, fresh.err);
  assert((await Deno.stat(`${folder}/whole/units.jsonl`)).mtime! > log.mtime!);
  assertSameBytes(await lasting("whole"), expected);
});

Deno.test("scrambling all test outputs changes nothing but testCorrect", async () => {
  const scrambled = await writeBatch(
    `${folder}/scrambled.jsonl`,
    tasks.map((task) => ({
      ...task,
      test: (task.test as { input: number[][] }[]).map(({ input }) => ({ input, output: [[7]] })),
    })),
  );
  const { code, err } = await runScript("run_orchestrator.ts", command("scrambled", [], scrambled));
  assertEquals(code, 0, err);
  const blind = (files: Map<string, string>) =>
    new Map([...files].map(([file, text]) => [
      file,
      file === "metrics.json"
        ? text.replace(/"testCorrect":(\{.*?\}|\d+)/g, "")
        : text.replace(/,?"testCorrect":(true|false)/g, ""),
    ]));
  const actual = await lasting("scrambled");
  assert(actual.get("results.jsonl") !== expected.get("results.jsonl"));
  assertSameBytes(blind(actual), blind(expected));
});

/** Whole rows in a file; 0 where there is none. */
async function rowsOf(path: string): Promise<number> {
  try {
    return (await Deno.readTextFile(path)).split("\n").length - 1;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}

/** Waits until a file holds that many rows, or for ten seconds. */
async function untilRows(path: string, rows: number): Promise<void> {
  for (let i = 0; i < 1000 && await rowsOf(path) < rows; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
