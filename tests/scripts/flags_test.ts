import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mirrorTask, nearTask, runScript, writeBatch } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-flags-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const batch = await writeBatch(`${folder}/tasks.jsonl`, [nearTask("no"), mirrorTask("yes")]);

/** Runs two tasks with some flags, and returns what the run left. */
async function runWith(name: string, flags: string[], script = "run_orchestrator.ts") {
  const out = `${folder}/${name}`;
  const args = ["--batch-file", batch, "--out-dir", out, "--trace-jsonl", `${out}/t.jsonl`];
  const ending = await runScript(script, [...args, ...flags]);
  assertEquals(ending.code, 0, ending.err);
  const json = async (file: string) =>
    JSON.parse((await Deno.readTextFile(`${out}/${file}`)).split("\n")[0]!);
  return {
    ...ending,
    trace: await json("t.jsonl"),
    result: await json("results.jsonl"),
    manifest: JSON.parse(await Deno.readTextFile(`${out}/manifest.json`)),
    metrics: JSON.parse(await Deno.readTextFile(`${out}/metrics.json`)),
  };
}

async function spec(module: string, settings: unknown): Promise<string> {
  const path = `${folder}/${module}.jsonc`;
  const text = JSON.stringify({
    schema: "module.spec/1",
    module,
    kind: "symbolic",
    name: `my ${module}`,
    settings,
  });
  await Deno.writeTextFile(path, `// a comment\n${text}`);
  return path;
}

Deno.test("the loop's flags decide turns, drafts, seeds, edits, nodes and seed", async () => {
  const plain = await runWith("plain", ["--node-budget", "900", "--max-tasks", "1"]);
  assertEquals([plain.result.iterations, plain.result.candidates], [1, 1]);
  assertEquals([plain.trace.seed, plain.trace.timing.nodeBudget], [0, 900]);
  assertEquals(plain.metrics.tasks, 1);
  const rich = await runWith("rich", [
    ...["--iters", "3", "--K-drafts", "3", "--edit-k", "2", "--edit-top-m", "2"],
    ...["--node-budget", "3000", "--seed", "5", "--workers", "1"],
  ]);
  assertEquals([rich.result.iterations, rich.trace.seed, rich.metrics.tasks], [3, 5, 2]);
  const [first, second] = rich.trace.iterations;
  assertEquals(
    first.candidates.filter((one: { source: string }) => one.source === "teacher").length,
    3,
  );
  assertEquals(
    first.candidates.filter((one: { source: string }) => one.source === "edit").length,
    4,
  );
  assertEquals(second.seeds.length, 2);
  assertEquals(rich.manifest.execution, { workers: 1 });
});

Deno.test("checkpoints put modules in place, and the trace names them", async () => {
  const { trace } = await runWith("modules", [
    ...["--node-budget", "6000", "--max-tasks", "1", "--candidate-k", "30"],
    ...["--describer-checkpoint", await spec("describer", { facts: ["size"] })],
    ...["--ruler-checkpoint", await spec("ruler", { families: ["geometry"] })],
    ...["--enhanced-ruler-checkpoint", await spec("student", { families: ["enumeration"] })],
    ...["--critic-checkpoint", await spec("critic", { limit: 1 })],
  ]);
  const names = Object.values(trace.modules as Record<string, { name: string }>).map((one) =>
    one.name
  );
  assertEquals(names.toSorted(), ["my critic", "my describer", "my ruler", "my student"]);
  assert(trace.facts.every((fact: { kind: string }) => fact.kind.startsWith("size.")));
  const sources = new Set(
    trace.iterations[0].candidates.map((one: { family: string; source: string }) =>
      `${one.source} ${one.family}`
    ),
  );
  assert(sources.has("student enumeration"), [...sources].join());
  assert(
    [...sources].every((text) => /identity|geometry|student/.test(String(text))),
    [...sources].join(),
  );
});

Deno.test("--task-seconds cuts a task, and the run says so", async () => {
  const { trace, out, err } = await runWith("seconds", [
    "--task-seconds",
    "0.001",
    "--max-tasks",
    "1",
  ]);
  assertEquals(trace.timing.cut, "seconds");
  assertMatch(out, /cut by --task-seconds, whose results depend on this machine: 1/);
  assertStringIncludes(err, "warn  cut by --task-seconds task=no");
});

Deno.test("--log-level and --log-file decide what is logged, and where", async () => {
  const budget = ["--node-budget", "300"];
  const log = `${folder}/run.jsonl`;
  const filed = await runWith("filed", [...budget, "--log-level", "debug", "--log-file", log]);
  const rows = (await Deno.readTextFile(log)).trimEnd().split("\n").map((line) => JSON.parse(line));
  assertEquals(rows.map((row) => row.message), ["started", "finished", "finished"]);
  assert(!filed.err.includes("started"));
  const quiet = await runWith("quiet", [...budget, "--log-level", "error"]);
  assert(!quiet.err.includes("started"));
});

Deno.test("batch-traces needs no flag but takes them all, and its report tells where the files are", async () => {
  const { result, out } = await runWith("batch", ["--node-budget", "900"], "batch_traces.ts");
  assertEquals(result.iterations, 3);
  for (const title of ["Solved, by family", "Solved, by source", "Solved, by iteration"]) {
    assertStringIncludes(out, title);
  }
  assertStringIncludes(out, `${folder}/batch/traces/task_<id>.json`);
  assertMatch(out, /2 of 2 tasks in .*, run [0-9a-f]{24}, done/);
  assertEquals((await Array.fromAsync(Deno.readDir(`${folder}/batch/traces`))).length, 2);
});
