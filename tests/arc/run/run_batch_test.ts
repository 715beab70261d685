import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { builtinSettings } from "../../../lib/arc/loop/symbolic_modules.ts";
import { reportSummary } from "../../../lib/arc/run/report.ts";
import { runBatch } from "../../../lib/arc/run/run_batch.ts";
import { solveRow } from "../../../lib/arc/run/solve_row.ts";
import { contextOf } from "../../../lib/arc/run/solver_job.ts";
import { denoFileSystem } from "../../../lib/substrate/records/file_system.ts";
import { smallDisk } from "../../../lib/substrate/records/small_disk.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { hopelessTask, mirrorTask, writeBatch } from "../../scripts/_run_script.ts";
import { localPool, rowsOf, run } from "./_batch.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-run-batch-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const ids = ["a", "b", "c", "d", "e", "f"];
const batch = [await writeBatch(`${folder}/tasks.jsonl`, ids.map((id, i) => mirrorTask(id, i)))];
const outputsIn = (name: string) => ({ results: `${folder}/${name}/results.jsonl` });
const resultIds = async (name: string) =>
  (await rowsOf(`${folder}/${name}/results.jsonl`)).map((row) => row.taskId);

Deno.test("runBatch() writes results in the order of the batch, whatever finishes first", async () => {
  const solved: number[] = [];
  const openPool = localPool(solved, undefined, (row) => 40 - 10 * (row.index % 4));
  const { report } = await run({ batch, outputs: outputsIn("order"), workers: 2, openPool });
  assert(solved.join() !== [...solved].sort().join(), "tasks finished out of order");
  assertEquals(await resultIds("order"), ids);
  assertEquals([report.state, report.totals.tasks, report.totals.solved.part], ["done", 6, 6]);
});

Deno.test("runBatch() lets a task that fails by a defect cost only itself", async () => {
  const outputs = { ...outputsIn("defect"), outDir: `${folder}/defect`, traceFiles: true };
  // A critic that throws: the loop dies inside the task.
  const openPool = () => ({
    capacity: 1,
    close: () => {},
    solve: (row: Parameters<typeof solveRow>[0]) => {
      const context = contextOf(JOB);
      if (row.index !== 2) return Promise.resolve(solveRow(row, context));
      const describer = {
        ...context.modules.describer,
        describe: () => {
          throw new TypeError("oops");
        },
      };
      return Promise.resolve(
        solveRow(row, { ...context, modules: { ...context.modules, describer } }),
      );
    },
  });
  const { report } = await run({ batch, outputs, openPool });
  assertEquals([report.state, report.totals.errors, report.totals.solved.part], ["done", 1, 5]);
  const results = await rowsOf(outputs.results);
  assertEquals(results.map((row) => row.error), [
    undefined,
    undefined,
    "TypeError: oops",
    undefined,
    undefined,
    undefined,
  ]);
  const index = await rowsOf(`${folder}/defect/index.jsonl`);
  assertEquals([index[2].tracePath, index[2].failureKinds], [null, ["crash"]]);
  assertStringIncludes(reportSummary(report.totals).join("\n"), "defect of ours: 1");
});

Deno.test("runBatch() with failFast ends at the first defect, and can be resumed", async () => {
  const options = { batch, outputs: outputsIn("fast"), failFast: true };
  const broken = localPool([], (row, unit) => {
    const made = unit();
    if (row.index !== 1) return made;
    return {
      ...made,
      payload: { ...made.payload, summary: { ...made.payload.summary, error: "x" } },
    };
  });
  const { report } = await run({ ...options, openPool: broken });
  assertEquals(report.state, "failed");
  assert(report.totals.tasks < 6);
  const rest: number[] = [];
  const again = await run({ ...options, resume: true, openPool: localPool(rest) });
  assertEquals([again.report.state, again.report.totals.tasks], ["done", 6]);
  assert(!rest.includes(0) && !rest.includes(1));
});

Deno.test("runBatch() solves only the first tasks when told so", async () => {
  const { report } = await run({
    batch,
    outputs: outputsIn("few"),
    maxTasks: 2,
    openPool: localPool(),
  });
  assertEquals([report.tasks, await resultIds("few")], [2, ["a", "b"]]);
});

Deno.test("runBatch() reads a folder of batch files by name, and refuses an id met twice", async () => {
  await Deno.mkdir(`${folder}/many`);
  await writeBatch(`${folder}/many/2.jsonl`, [mirrorTask("late")]);
  await writeBatch(`${folder}/many/1.jsonl`, [mirrorTask("early")]);
  const many = { batch: [`${folder}/many`], outputs: outputsIn("folder"), openPool: localPool() };
  await run(many);
  assertEquals(await resultIds("folder"), ["early", "late"]);
  await writeBatch(`${folder}/many/3.jsonl`, [mirrorTask("early")]);
  const error = await assertRejects(() => run(many), UserError);
  assertStringIncludes(error.message, "3.jsonl:1: task_id: expected an id that is not at");
});

Deno.test("runBatch() makes outputs asked for later without solving anything again", async () => {
  const options = { batch, keptDrafts: 2, editsPerSeed: 1 };
  const first = localPool();
  await run({ ...options, outputs: outputsIn("later"), openPool: first });
  const solved: number[] = [];
  const more = {
    ...outputsIn("later"),
    traces: `${folder}/later/t.jsonl`,
    criticBuffer: `${folder}/later/c.jsonl`,
    metrics: `${folder}/later/m.json`,
  };
  const { events } = await run({ ...options, outputs: more, openPool: localPool(solved) });
  assertEquals(events[0]?.kind, "already_finished");
  assertEquals([solved, (await rowsOf(more.traces)).length], [[], 6]);
  assert((await rowsOf(more.criticBuffer)).length >= 6);
});

Deno.test("runBatch() finishes what is in flight when it is aborted, and says so", async () => {
  const controller = new AbortController();
  const options = { batch, outputs: outputsIn("abort"), signal: controller.signal };
  const openPool = localPool([], (row, unit) => {
    if (row.index === 1) controller.abort();
    return unit();
  });
  const { report } = await run({ ...options, openPool });
  assertEquals(report.state, "interrupted");
  const { signal: _signal, ...rest } = options;
  const refused = await assertRejects(() => run({ ...rest, openPool: localPool() }), UserError);
  assertStringIncludes(refused.message, "--resume goes on with it");
  const again = await run({ ...rest, resume: true, openPool: localPool() });
  assertEquals([again.report.state, await resultIds("abort")], ["done", ids]);
});

Deno.test("runBatch() can be left in the middle and resumed", async () => {
  const options = { batch, outputs: outputsIn("left"), nodeBudget: 400, openPool: localPool() };
  for await (const event of runBatch(options)) if (event.kind === "task_finished") break;
  const { report } = await run({ ...options, resume: true });
  assertEquals([report.state, await resultIds("left")], ["done", ids]);
});

Deno.test("runBatch() tells of a full disk in one line, and goes on once there is room", async () => {
  const fs = smallDisk(denoFileSystem, { room: 30_000 });
  const options = { batch, outputs: outputsIn("disk"), openPool: localPool(), fs };
  const error = await assertRejects(() => run(options), UserError);
  assertStringIncludes(error.message, "no space left on the device");
  assertEquals(error.exitCode, 1);
  fs.grow(10_000_000);
  const { report } = await run({ ...options, resume: true });
  assertEquals([report.state, await resultIds("disk")], ["done", ids]);
});

Deno.test("runBatch() says which tasks the wall clock cut", async () => {
  const hopeless = [await writeBatch(`${folder}/hopeless.jsonl`, [hopelessTask("h")])];
  const clock = manualClock();
  const ticking = { ...clock, monotonic: () => (clock.advance(50), clock.monotonic()) };
  const outputs = { ...outputsIn("cut"), traces: `${folder}/cut/t.jsonl` };
  const openPool = () => ({
    capacity: 1,
    close: () => {},
    solve: (row: Parameters<typeof solveRow>[0]) =>
      Promise.resolve(
        solveRow(row, { ...contextOf(JOB), nodeBudget: 50_000, taskSeconds: 0.2, clock: ticking }),
      ),
  });
  const { report } = await run({ batch: hopeless, outputs, openPool });
  assertEquals(report.totals.cutBySeconds, 1);
  assertEquals((await rowsOf(outputs.traces))[0].timing.cut, "seconds");
  assertStringIncludes(reportSummary(report.totals).join("\n"), "cut by --task-seconds");
});

const JOB = {
  runId: "r",
  modules: builtinSettings,
  iterations: 1,
  keptDrafts: 1,
  seedsPerTurn: 1,
  editsPerSeed: 0,
  nodeBudget: 400,
  taskSeconds: 30,
  seed: 0,
  namespace: "default",
};
