import { assertEquals, assertRejects } from "@std/assert";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { mirrorTask, writeBatch } from "../../scripts/_run_script.ts";
import { localPool, run } from "./_batch.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-damaged-batch-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const tasks = ["a", "b", "c"].map((id, i) => mirrorTask(id, i));
const batch = [await writeBatch(`${folder}/tasks.jsonl`, tasks)];

function optionsIn(name: string) {
  const outDir = `${folder}/${name}`;
  const solved: number[] = [];
  const outputs = {
    results: `${outDir}/results.jsonl`,
    metrics: `${outDir}/metrics.json`,
    outDir,
    traceFiles: true,
  };
  return { solved, options: { batch, outputs, resume: true, openPool: localPool(solved) } };
}

async function finished(name: string) {
  const { solved, options } = optionsIn(name);
  await run(options);
  solved.length = 0;
  return { solved, options, outDir: options.outputs.outDir };
}

async function filesOf(outDir: string): Promise<string[]> {
  const names = ["a", "b", "c"].map((id) => `traces/task_${id}.json`);
  const paths = ["index.jsonl", "results.jsonl", ...names].map((name) => `${outDir}/${name}`);
  return await Promise.all(paths.map((path) => Deno.readTextFile(path)));
}

Deno.test("a run makes trace files and lines that were removed since anew, without solving", async () => {
  const { solved, options, outDir } = await finished("removed");
  const before = await filesOf(outDir);
  await Deno.remove(`${outDir}/traces/task_b.json`);
  await Deno.writeTextFile(`${outDir}/traces/task_c.json`, "{}\n");
  await Deno.truncate(`${outDir}/results.jsonl`, 40);
  const metrics = await Deno.readTextFile(options.outputs.metrics);
  const { events } = await run(options);
  assertEquals([events[0]!.kind, solved], ["already_finished", []]);
  assertEquals(await Deno.readTextFile(options.outputs.metrics), metrics, "timing and all");
  assertEquals(await filesOf(outDir), before);
  await Deno.remove(`${outDir}/traces`, { recursive: true });
  await run(options);
  assertEquals(await filesOf(outDir), before);
});

Deno.test("a run whose log of finished tasks was cut solves what it lost, and does not call itself finished", async () => {
  const { solved, options, outDir } = await finished("cut");
  const before = await filesOf(outDir);
  const { size } = await Deno.stat(`${outDir}/units.jsonl`);
  await Deno.truncate(`${outDir}/units.jsonl`, size - 20);
  const { events } = await run(options);
  assertEquals([events[0]!.kind, solved], ["started", [2]]);
  assertEquals(await filesOf(outDir), before);
});

Deno.test("a log of finished tasks that holds something else is refused by file, line and field", async () => {
  const { options, outDir } = await finished("strange");
  const path = `${outDir}/units.jsonl`;
  const rows = (await Deno.readTextFile(path)).trimEnd().split("\n").map((row) => JSON.parse(row));
  rows[1].payload = {};
  await writeBatch(path, rows);
  const error = await assertRejects(() => run(options), UserError);
  assertEquals(error.message, `${path}:2: payload.result: expected text, found nothing`);
  assertEquals(error.exitCode, 2);
});

Deno.test("a folder where the metrics go is refused before anything is solved", async () => {
  const { solved, options } = optionsIn("metrics");
  await Deno.mkdir(options.outputs.metrics, { recursive: true });
  const error = await assertRejects(() => run(options), UserError);
  assertEquals(error.message, `${options.outputs.metrics}: is a folder, expected a file`);
  assertEquals(solved, []);
});

Deno.test("metrics that would overwrite the batch are refused, and the batch stays", async () => {
  const { options } = optionsIn("greedy");
  const outputs = { ...options.outputs, metrics: batch[0]! };
  const error = await assertRejects(() => run({ ...options, outputs }), UserError);
  assertEquals(
    error.message,
    `${batch[0]}: is an input of the run, metrics would overwrite it; choose another file`,
  );
  assertEquals((await Deno.readTextFile(batch[0]!)).split("\n").length, 4);
});

Deno.test("a batch that loses tasks while a run reads it ends the run in one line", async () => {
  const path = await writeBatch(`${folder}/shrinking.jsonl`, tasks);
  const { options } = optionsIn("shrinking");
  const inner = localPool();
  const openPool: typeof inner = (workers, job) => {
    Deno.writeTextFileSync(path, JSON.stringify(tasks[0]) + "\n");
    return inner(workers, job);
  };
  const error = await assertRejects(() => run({ ...options, batch: [path], openPool }), UserError);
  assertEquals(error.message, `${path}: holds fewer tasks than when the run began`);
});

Deno.test("a pipe is refused as a batch, since it can be read once only", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const path = `${folder}/pipe`;
  await new Deno.Command("mkfifo", { args: [path] }).output();
  const { options } = optionsIn("pipe");
  const error = await assertRejects(() => run({ ...options, batch: [path] }), UserError);
  assertEquals(
    error.message,
    `${path}: is a pipe or a device, expected a file or a folder, since a batch is read twice`,
  );
});
