import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Act, scripted, type Seen } from "../substrate/models/scripted_endpoint.ts";
import { type Ending, hopelessTask, mirrorTask, nearTask, writeBatch } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-endpoint-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const root = new URL("../../", import.meta.url).pathname;
const KEY = "sk-secret-of-the-test-4711";
const MIRROR = 'v1 = move_rigid(input, motion: "flip_x")';

/** A task of deno.json with exactly the permissions it grants. */
async function taskCommand(task: string, args: readonly string[], key: string | null = KEY) {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${root}deno.json`));
  const words = (tasks[task] as string).split(" ");
  const [run, ...rest] = words.slice(words.indexOf("deno") + 1);
  return new Deno.Command(Deno.execPath(), {
    args: [run!, "--no-check", ...rest, ...args],
    cwd: root,
    env: { NO_COLOR: "1", ...(key === null ? {} : { TEST_MODEL_KEY: key }) },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

async function runTask(
  task: string,
  args: readonly string[],
  key: string | null = KEY,
): Promise<Ending> {
  const { code, stdout, stderr } = await (await taskCommand(task, args, key)).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

async function spec(module: string, baseUrl: string, settings: Record<string, unknown> = {}) {
  const path = `${folder}/${module}-${crypto.randomUUID()}.jsonc`;
  const text = JSON.stringify({
    schema: "module.spec/1",
    module,
    kind: "openai-compatible",
    name: `the ${module}`,
    settings: { baseUrl, model: "m", apiKeyEnv: "TEST_MODEL_KEY", retries: 0, ...settings },
  });
  await Deno.writeTextFile(path, `// behind an endpoint\n${text}`);
  return path;
}

/** What a module of the loop is answered, by the form it asks for. */
function acting(by: Partial<Record<"facts" | "programs" | "directives", unknown>>) {
  return ({ body }: Seen): Act => {
    const form = body.response_format.json_schema.name as keyof typeof by;
    return { kind: "answer", content: JSON.stringify(by[form] ?? {}) };
  };
}

async function filesIn(path: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const entry of Deno.readDir(path)) {
    if (entry.isDirectory) {
      for (const [name, text] of Object.entries(await filesIn(`${path}/${entry.name}`))) {
        files[`${entry.name}/${name}`] = text;
      }
    } else files[entry.name] = await Deno.readTextFile(`${path}/${entry.name}`);
  }
  return files;
}

const batch = await writeBatch(`${folder}/tasks.jsonl`, [
  mirrorTask("a"),
  nearTask("b"),
  hopelessTask("c"),
]);
const LOOP = ["--batch-file", batch, "--node-budget", "2000", "--critic-batch-run"];

Deno.test("a run asks its models: facts checked, programs verified, edits directed; the key is nowhere", async () => {
  await using endpoint = scripted(acting({
    facts: {
      facts: [
        { kind: "size.same", args: [] },
        { kind: "size.squared", args: [] },
        { kind: "no.such", args: [{ name: "x", value: 1 }] },
      ],
    },
    programs: { programs: ["nonsense!", MIRROR, "v1 = rm(input)", ""] },
    directives: {
      directives: [
        { op: "insert_step", step: 0, hint: [] },
        { op: "delete_everything", step: 0, hint: [] },
        { op: "recolour", step: 99, hint: [] },
      ],
    },
  }));
  const { baseUrl } = endpoint;
  const out = `${folder}/all`;
  const args = [
    ...[...LOOP, "--out-dir", out, "--loop-iters", "2", "--edit-k", "2", "--workers", "2"],
    ...["--describer-checkpoint", await spec("describer", baseUrl, { facts: ["palette"] })],
    ...["--ruler-checkpoint", await spec("ruler", baseUrl)],
    ...["--critic-checkpoint", await spec("critic", baseUrl)],
  ];
  const { code, err, out: said } = await runTask("run-orchestrator", args);
  assertEquals(code, 0, err);
  assertMatch(said, /Models\n[^\n]*module/);
  assert(endpoint.seen.every((one) => one.authorization === `Bearer ${KEY}`));
  const files = await filesIn(out);
  for (const [name, text] of Object.entries({ ...files, said, err })) {
    assert(!text.includes(KEY), `${name} holds the key`);
  }
  const solved = JSON.parse(files["traces/task_a.json"]!);
  assertEquals([solved.modules.ruler.name, solved.outcome.solved], ["the ruler", true]);
  const best = solved.iterations[0].candidates[0];
  assertEquals([best.source, best.family, best.text.trim()], ["teacher", "model", MIRROR]);
  const stated = solved.facts.map((fact: { kind: string }) => fact.kind);
  assert(stated.includes("size.same") && !stated.includes("size.squared"), stated.join());
  const near = JSON.parse(files["traces/task_b.json"]!);
  const asked = near.iterations[0].directives;
  assertEquals([asked[0].op, asked[0].locus.step], ["insert_step", 0]);
  assert(asked.every((one: { op: string }) => one.op !== "delete_everything"));
  const { usage, costUsd } = JSON.parse(files["metrics.json"]!);
  assertEquals([usage.describer.calls, usage.ruler.calls, costUsd], [3, 3, 0]);
  assert(usage.critic.calls > 0);

  // The same answers give the same bytes, without a call.
  const before = endpoint.seen.length;
  const again = await runTask("run-orchestrator", [...args, "--fresh"]);
  assertEquals([again.code, endpoint.seen.length], [0, before]);
  const later = await filesIn(out);
  for (const name of ["results.jsonl", "index.jsonl", "traces/task_a.json", "traces/task_b.json"]) {
    assertEquals(later[name], files[name], name);
  }
  const counted = JSON.parse(later["metrics.json"]!).usage.ruler;
  assertEquals([counted.calls, counted.cachedCalls], [3, 3]);
});

Deno.test("a student drafts beside the teacher, and a dead endpoint costs its candidates only", async () => {
  await using endpoint = scripted(() => ({ kind: "status", status: 500 }));
  const out = `${folder}/dead`;
  const student = await spec("student", endpoint.baseUrl);
  const args = [...LOOP, "--out-dir", out, "--enhanced-ruler-checkpoint", student];
  const { code, err } = await runTask("run-orchestrator", args);
  assertEquals(code, 0, err);
  const { usage, solved, errors } = JSON.parse(await Deno.readTextFile(`${out}/metrics.json`));
  assertEquals([usage.student.calls, usage.student.failures], [3, 3]);
  assertEquals([errors, solved.part >= 1], [0, true]);
});

Deno.test("--max-cost-usd stops a run in one line, and more money goes on without paying twice", async () => {
  const usage = { prompt_tokens: 1000, completion_tokens: 10 };
  await using endpoint = scripted((seen) => ({
    ...acting({ programs: { programs: [MIRROR] } })(seen),
    usage,
  } as Act));
  const out = `${folder}/money`;
  // A call costs 1.02; what it may cost is dominated by the manual of the language.
  const prices = { inputPerMillion: 1000, outputPerMillion: 2000 };
  const many = await writeBatch(
    `${folder}/many.jsonl`,
    ["p", "q", "r", "s"].map((id, i) => mirrorTask(id, i)),
  );
  const ruler = await spec("ruler", endpoint.baseUrl, { prices, maxTokens: 100 });
  const args = [
    "--batch-file",
    many,
    "--out-dir",
    out,
    "--ruler-checkpoint",
    ruler,
    "--workers",
    "1",
  ];
  const most = await mostOf(args);
  const limit = (most + 1.5).toFixed(3);
  const stopped = await runTask("run-orchestrator", [...args, "--max-cost-usd", limit]);
  assertEquals(stopped.code, 1, stopped.err);
  const lines = stopped.err.split("\n").filter((line) => line.startsWith("error:"));
  assertEquals(lines.length, 1, stopped.err);
  assertMatch(
    lines[0]!,
    /^error: the cost limit is reached: 2\.04 of [\d.]+ USD spent, .*--resume and a higher --max-cost-usd goes on$/,
  );
  const manifest = JSON.parse(await Deno.readTextFile(`${out}/manifest.json`));
  assertEquals(manifest.exit.code, 1);
  assertStringIncludes(manifest.exit.reason, "the cost limit is reached");
  const half = JSON.parse(await Deno.readTextFile(`${out}/metrics.json`));
  assertEquals([half.tasks, half.costUsd], [2, 2.04]);
  const before = endpoint.seen.length;
  const resumed = await runTask("run-orchestrator", [
    ...args,
    "--max-cost-usd",
    "1000",
    "--resume",
  ]);
  assertEquals(resumed.code, 0, resumed.err);
  assertEquals(endpoint.seen.length - before, 2);
  const whole = JSON.parse(await Deno.readTextFile(`${out}/metrics.json`));
  assertEquals([whole.tasks, whole.costUsd, whole.solved.part], [4, 4.08, 4]);
});

/** What the first call may cost, as a run without a cent says. */
async function mostOf(args: readonly string[]): Promise<number> {
  const broke = await runTask("run-orchestrator", [...args, "--max-cost-usd", "0"]);
  assertEquals(broke.code, 1);
  await Deno.remove(`${folder}/money`, { recursive: true });
  return Number(/the next call may cost ([\d.]+)/.exec(broke.err)![1]);
}

Deno.test("a key that is not set, prices that are missing and a task without network are told in one line", async () => {
  const baseUrl = "http://127.0.0.1:9/v1";
  const ruler = await spec("ruler", baseUrl);
  const args = [...LOOP, "--out-dir", `${folder}/wrong`, "--ruler-checkpoint", ruler];
  const line = async (task: string, more: string[], key: string | null) => {
    const { code, err, out } = await runTask(task, [...args, ...more], key);
    assertEquals([code, out], [2, ""], err);
    assertEquals(err.trimEnd().split("\n").length, 1, err);
    return err;
  };
  assertMatch(
    await line("run-orchestrator", [], null),
    /^error: TEST_MODEL_KEY: .* not set.*ruler \(m\)/,
  );
  assertMatch(
    await line("run-orchestrator", ["--max-cost-usd", "1"], KEY),
    /^error: --max-cost-usd needs prices in the spec of the ruler \(m\)/,
  );
  assertMatch(
    await line("batch-traces", [], KEY),
    /^error: the ruler asks a model at 127.0.0.1:9, .*run-orchestrator/,
  );
});

Deno.test("a refused key stops the run at once, resumable with a better one", async () => {
  await using endpoint = scripted(({ authorization, ...seen }, i) =>
    authorization === `Bearer ${KEY}`
      ? acting({ programs: { programs: [MIRROR] } })({ authorization, ...seen })
      : {
        kind: "status",
        status: 401,
        body: `{"error":{"message":"bad key ${authorization} ${i}"}}`,
      }
  );
  const out = `${folder}/key`;
  const ruler = await spec("ruler", endpoint.baseUrl);
  const args = [...LOOP, "--out-dir", out, "--ruler-checkpoint", ruler, "--workers", "1"];
  const wrong = await runTask("run-orchestrator", args, "sk-wrong-key-99");
  assertEquals(wrong.code, 1);
  assertMatch(wrong.err, /error: ruler: .* refuses every call .*check the key in TEST_MODEL_KEY/);
  assert(!wrong.err.includes("sk-wrong-key-99") && endpoint.seen.length === 1, wrong.err);
  const right = await runTask("run-orchestrator", [...args, "--resume"]);
  assertEquals(right.code, 0, right.err);
  assertEquals(JSON.parse(await Deno.readTextFile(`${out}/metrics.json`)).tasks, 3);
});

const eight = await writeBatch(
  `${folder}/eight.jsonl`,
  Array.from({ length: 8 }, (_, i) => mirrorTask(`t${i}`, i)),
);

Deno.test("any number of workers leaves the same bytes, and asks no more at a time than the spec allows", async () => {
  const made: Record<string, string>[] = [];
  for (const workers of ["1", "4"]) {
    await using endpoint = scripted((seen, i) => ({
      ...acting({ programs: { programs: [MIRROR] } })(seen),
      delayMs: 40 - 10 * (i % 4),
    } as Act));
    // The address is part of the run's identity, so both runs must have been told the same one.
    const relay = relayTo(endpoint.baseUrl);
    const ruler = await spec("ruler", relay.baseUrl, { concurrency: 2, samples: 2 });
    const out = `${folder}/workers-${workers}`;
    const args = ["--batch-file", eight, "--out-dir", out, "--critic-batch-run"];
    const more = ["--workers", workers, "--ruler-checkpoint", ruler];
    const { code, err } = await runTask("run-orchestrator", [...args, ...more]);
    await relay.close();
    assertEquals(code, 0, err);
    assertEquals(endpoint.seen.length, 16);
    assertEquals(endpoint.peak, 2);
    const { "metrics.json": _m, "manifest.json": _f, "timing.jsonl": _t, ...files } = await filesIn(
      out,
    );
    made.push(Object.fromEntries(
      Object.entries(files).filter(([name]) => /^(results|index)\.jsonl$|^traces\//.test(name)),
    ));
  }
  assertEquals(made[0], made[1]);
  assertEquals(Object.keys(made[0]!).length, 10);
});

/** A server on one fixed port of this test file that hands requests on. */
function relayTo(baseUrl: string): { readonly baseUrl: string; close(): Promise<void> } {
  const target = new URL(baseUrl).origin;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: relayPort, onListen: () => {} },
    async (request) => {
      const { pathname } = new URL(request.url);
      const { method, headers } = request;
      return await fetch(`${target}${pathname}`, { method, headers, body: await request.text() });
    },
  );
  return { baseUrl: `http://127.0.0.1:${relayPort}/v1`, close: () => server.shutdown() };
}

const relayPort = freePort();

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

for (const [signal, code] of [["SIGINT", 130], ["SIGKILL", 137]] as const) {
  Deno.test(`a run ended by ${signal} in the middle of its calls goes on without paying for an answer twice`, async () => {
    const kept = new Set<string>();
    const repeated: string[] = [];
    const enough = Promise.withResolvers<void>();
    await using endpoint = scripted((seen, i) => {
      const text = JSON.stringify(seen.body.messages);
      // From the fifth on, calls hang until the run has ended.
      if (i >= 4 && !ended) {
        if (i === 4) enough.resolve();
        return { kind: "silent" };
      }
      if (kept.has(text)) repeated.push(text);
      kept.add(text);
      return acting({ programs: { programs: [MIRROR] } })(seen);
    });
    let ended = false;
    const out = `${folder}/${signal}`;
    const ruler = await spec("ruler", endpoint.baseUrl);
    const args = [
      "--batch-file",
      eight,
      "--out-dir",
      out,
      "--workers",
      "1",
      "--ruler-checkpoint",
      ruler,
    ];
    const child = (await taskCommand("run-orchestrator", args)).spawn();
    const ending = child.output();
    await enough.promise;
    child.kill(signal);
    assertEquals((await ending).code, code);
    ended = true;
    const resumed = await runTask("run-orchestrator", [...args, "--resume"]);
    assertEquals(resumed.code, 0, resumed.err);
    assertEquals([kept.size, repeated], [8, []]);
    const { tasks, solved } = JSON.parse(await Deno.readTextFile(`${out}/metrics.json`));
    assertEquals([tasks, solved.part], [8, 8]);
  });
}
