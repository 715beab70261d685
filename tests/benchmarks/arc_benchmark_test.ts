import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { makeTasks } from "../../lib/arc/synth/mod.ts";
import { writeTasks } from "../../lib/arc/task/mod.ts";
import { openArcBenchmark } from "../../lib/benchmarks/arc/arc_benchmark.ts";
import type { Benchmark, TaskScore, TraceView } from "../../lib/distillation/session/ports.ts";
import { starterState } from "../../lib/distillation/state/starter_state.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";

type Files = Readonly<Record<string, string>>;

const quick: Files = {
  ...starterState,
  "arc/search.jsonc": starterState["arc/search.jsonc"]!.replace("60000", "2000"),
};

async function stateFolder(files: Files): Promise<string> {
  const folder = await Deno.makeTempDir();
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  return folder;
}

async function benchmark(count = 9, more = {}): Promise<Benchmark> {
  const taskFile = `${await Deno.makeTempDir()}/tasks.jsonl`;
  await writeTasks(taskFile, makeTasks({ count, seed: 3 }));
  return await openArcBenchmark({ taskFile, ...more });
}

async function scores(bench: Benchmark, files: Files, seed = "0"): Promise<TaskScore[]> {
  const request = {
    stateFolder: await stateFolder(files),
    taskIds: (await bench.tasks()).map(({ id }) => id),
    seed,
    traceFolder: `${await Deno.makeTempDir()}/traces`,
  };
  return await Array.fromAsync(bench.score(request));
}

const right = (found: readonly TaskScore[]) =>
  found.filter(({ outcome }) => outcome.kind === "scored" && outcome.score === 1).length;

Deno.test("tasks are scored by the state, alike every time, and a smaller budget solves fewer", async () => {
  const bench = await benchmark();
  const [once, again] = [await scores(bench, quick), await scores(bench, quick)];
  const plain = (found: TaskScore[]) => found.map(({ tracePath: _, ...rest }) => rest);
  assertEquals(plain(once), plain(again));
  const poor = {
    ...quick,
    "arc/search.jsonc": quick["arc/search.jsonc"]!.replace("2000", "5"),
  };
  assert(right(await scores(bench, poor)) < right(once));
});

Deno.test("every task comes back once, with the facets that failures are clustered by", async () => {
  const bench = await benchmark();
  const found = await scores(bench, quick);
  assertEquals(found.map(({ taskId }) => taskId), (await bench.tasks()).map(({ id }) => id));
  for (const { facets, outcome } of found) {
    assertEquals(facets.stop === "solved", outcome.kind === "scored" && outcome.score === 1);
    assert(Array.isArray(facets.stagesRun) && typeof facets.errorType === "string");
  }
});

Deno.test("families are base tasks, categories are concepts", async () => {
  const tasks = await (await benchmark(6)).tasks();
  assertEquals(new Set(tasks.map(({ family }) => family)).size, 6);
  assertEquals(new Set(tasks.map(({ category }) => category)).size < 6, true);
});

Deno.test("a task whose test output is not known has no score, but fits can be measured", async () => {
  const taskFile = `${await Deno.makeTempDir()}/tasks.jsonl`;
  const flip = { input: [[1, 2], [3, 4]], output: [[2, 1], [4, 3]] };
  const row = { task_id: "flip", train: [flip, flip], test: [{ input: [[5, 6]] }] };
  await Deno.writeTextFile(taskFile, `${JSON.stringify(row)}\n`);
  const [byTest] = await scores(await openArcBenchmark({ taskFile }), quick);
  assertEquals(byTest!.outcome, {
    kind: "failed",
    error: "its test output is not known; measure fit instead",
  });
  const [byFit] = await scores(await openArcBenchmark({ taskFile, measure: "fit" }), quick);
  assertEquals(byFit!.outcome, { kind: "scored", score: 1 });
});

Deno.test("a state that the harness would not load is refused in one line that names file and field", async () => {
  const bench = await benchmark(1);
  const check = async (path: string, text: string) =>
    await bench.check(await stateFolder({ ...quick, [path]: text }));
  assertEquals(await bench.check(await stateFolder(quick)), undefined);
  assertMatch(
    (await check("arc/search.jsonc", '{\n"nodeBudget": 0}'))!,
    /^arc\/search.jsonc:2: nodeBudget/,
  );
  assertMatch((await check("arc/ruler.jsonc", "{"))!, /^arc\/ruler.jsonc:1: is not JSONC/);
  const wrong = quick["arc/ruler.jsonc"]!.replace('"rules"', '"rule"');
  assertMatch(
    (await check("arc/ruler.jsonc", wrong))!,
    /^arc\/ruler.jsonc:\d+: settings.stages\[2\]/,
  );
  const eager = quick["arc/memory.jsonc"]!.replace("false", "true");
  assertEquals(
    await check("arc/memory.jsonc", eager),
    "arc/memory.jsonc: enabled: this benchmark was given no memory to read",
  );
});

Deno.test("a memory that the state wants is read from a copy, which decides scores and never changes", async () => {
  const memoryFolder = await Deno.makeTempDir();
  const bench = await benchmark(6, { memoryFolder });
  const eager = {
    ...quick,
    "arc/memory.jsonc": quick["arc/memory.jsonc"]!.replace("false", "true"),
  };
  assertEquals(right(await scores(bench, eager)), right(await scores(bench, quick)));
  assertEquals([...Deno.readDirSync(memoryFolder)], []);
});

Deno.test("tasks that cannot be read end the opening with file and line", async () => {
  const taskFile = `${await Deno.makeTempDir()}/tasks.jsonl`;
  await Deno.writeTextFile(taskFile, '{"task_id":"a"}\n');
  await assertRejects(() => openArcBenchmark({ taskFile }), UserError, `${taskFile}:1`);
});

const view = (i: number, passed: boolean, facets: TraceView["facets"]): TraceView => ({
  runKey: `${i}`,
  taskId: `t${i}`,
  category: "c",
  score: passed ? 1 : 0,
  passed,
  facets,
});

async function advised(files: Files, facet: string, value: string, runs: readonly TraceView[]) {
  const { advice } = await benchmark(1);
  const read = (path: string) => files[path];
  return advice!.propose({ facet, value, runs, allRuns: runs, read });
}

Deno.test("searches that were cut are advised more nodes first", async () => {
  const runs = [view(1, false, { stop: "nodes_spent", cut: true, verifierScore: 0.4 })];
  const [first] = await advised(quick, "stop", "nodes_spent", runs);
  assertEquals(first!.payload, { setting: "nodeBudget", value: 20_000 });
});

Deno.test("a stage, and families, that may not run are missed", async () => {
  const runs = [view(1, false, { stop: "searched_all", cut: false, verifierScore: 0.4 })];
  const less = quick["arc/ruler.jsonc"]!.replace('"closed_form", ', "").replace(
    '"rules"',
    '"rules"',
  );
  const [stages] = await advised(
    { ...quick, "arc/ruler.jsonc": less },
    "stop",
    "searched_all",
    runs,
  );
  assertEquals(stages!.payload, {
    level: "stages",
    order: ["closed_form", "enumeration", "rules", "deep_enumeration"],
  });
  const few =
    '{"schema":"module.spec/1","module":"ruler","kind":"symbolic","settings":{"families":["geometry"]}}';
  const [families] = await advised(
    { ...quick, "arc/ruler.jsonc": few },
    "stop",
    "searched_all",
    runs,
  );
  assertEquals((families!.payload as { level: string }).level, "families");
});

Deno.test("stages are advised in the order of what they solve; a narrow loop is widened; odd modules go", async () => {
  const runs = [
    ...[1, 2, 3].map((i) => view(i, true, { stop: "solved", stage: "rules" })),
    view(4, true, { stop: "solved", stage: "closed_form" }),
    view(5, false, { stop: "searched_all", cut: false, verifierScore: 0.5 }),
  ];
  const files = {
    ...quick,
    "arc/search.jsonc": quick["arc/search.jsonc"]!.replace('"loopIters": 3', '"loopIters": 1'),
    "arc/modules.jsonc": quick["arc/modules.jsonc"]!.replace(
      '"critic": "builtin:symbolic"',
      '"critic": "arc/critic.jsonc"',
    ),
  };
  const payloads = (await advised(files, "stop", "searched_all", runs)).map(({ payload }) =>
    payload
  );
  assertEquals(payloads, [
    { module: "critic", spec: "builtin:symbolic" },
    { setting: "loopIters", value: 3 },
    { level: "stages", order: ["rules", "closed_form", "enumeration", "deep_enumeration"] },
  ]);
});

Deno.test("nothing is advised from a state that cannot be read", async () => {
  assertEquals(await advised({}, "stop", "nodes_spent", [view(1, false, { cut: true })]), []);
});

Deno.test("a module spec outside of the state folder is refused by its line", async () => {
  const bench = await benchmark();
  for (const ref of ["../../spec.jsonc", "/etc/spec.jsonc", ""]) {
    const modules = quick["arc/modules.jsonc"]!.replace("arc/ruler.jsonc", ref);
    const wrong = await bench.check(await stateFolder({ ...quick, "arc/modules.jsonc": modules }));
    assertMatch(wrong!, /^arc\/modules\.jsonc:\d+: ruler: expected a builtin, or a path inside/);
  }
});
