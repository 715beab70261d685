import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { openCommandBenchmark } from "../../lib/benchmarks/command/command_benchmark.ts";
import { readScoreLines } from "../../lib/benchmarks/command/score_line.ts";
import type { TaskScore } from "../../lib/distillation/session/ports.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";

/** A benchmark of a shell script, which lists by its first text and scores by its second. */
async function shell(list: string, score: string, more = {}) {
  const script = `if [ -n "$BATON_LIST_TASKS" ]; then ${list}; else ${score}; fi`;
  return await openCommandBenchmark({ command: ["sh", "-c", script], ...more });
}

const LIST =
  `printf '{"taskId":"a","score":0}\\n{"taskId":"b","family":"f","category":"c","error":"-"}\\n'`;

async function scored(score: string, more = {}): Promise<TaskScore[]> {
  const bench = await shell(LIST, score, more);
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/level`, "0.5");
  return await Array.fromAsync(bench.score({
    stateFolder: folder,
    taskIds: ["a", "b"],
    seed: "7",
    traceFolder: `${folder}/traces`,
  }));
}

Deno.test("tasks are listed with family and category, and their content names the benchmark", async () => {
  const bench = await shell(LIST, "true");
  assertEquals(await bench.tasks(), [
    { id: "a", family: "a", category: "command" },
    { id: "b", family: "f", category: "c" },
  ]);
  const other = await shell(LIST.replace('"b"', '"B"'), "true");
  assert(bench.contentDigest !== other.contentDigest);
});

Deno.test("a command reads state, seed and tasks, and its scores and costs come back", async () => {
  const found = await scored(
    `read first; read second; level=$(cat "$BATON_STATE/level"); ` +
      `printf '{"taskId":%s,"score":%s,"cost":0.01}\\n{"taskId":%s,"score":0.%s}\\n' "$first" "$level" "$second" "$BATON_SEED"`,
  );
  assertEquals(found.map(({ outcome }) => outcome), [
    { kind: "scored", score: 0.5 },
    { kind: "scored", score: 0.7 },
  ]);
  assertEquals(found[0]!.cost, { studentUsd: 0.01, judgeUsd: 0 });
});

const errorsOf = (found: readonly TaskScore[]) =>
  found.map(({ outcome }) => outcome.kind === "failed" ? outcome.error : "scored");

Deno.test("a task that is not printed, or printed with an error, has no score", async () => {
  assertEquals(errorsOf(await scored(`printf '{"taskId":"b","error":"no answer"}\\n'`)), [
    "the command did not print it",
    "no answer",
  ]);
});

Deno.test("a command that fails or runs too long costs only the tasks it did not print", async () => {
  const failing = errorsOf(
    await scored(`printf '{"taskId":"a","score":1}\\n'; echo oh no >&2; exit 3`),
  );
  assertEquals(failing, ["scored", "not printed: ended with exit code 3: oh no"]);
  const stack = "\\033[31merror\\033[0m: Uncaught Error: no disk\\n    at score.ts:7:26\\n";
  const [, thrown] = errorsOf(await scored(`printf '${stack}' >&2; exit 1`));
  assertEquals(
    thrown,
    "not printed: ended with exit code 1: error: Uncaught Error: no disk",
  );
  const slow = errorsOf(
    await scored(`printf '{"taskId":"a","score":1}\\n'; sleep 60`, { deadlineSeconds: 2 }),
  );
  assertEquals(slow, ["scored", "not printed: ran longer than 2 s"]);
});

Deno.test("NaN, scores out of range, doubles and broken lines are named by line", async () => {
  const lines = [
    '{"taskId":"a","score":1}',
    '{"taskId":"a","score":0}',
    '{"taskId":"b","score":NaN}',
    '{"taskId":"c","score":1.5}',
    '{"taskId":"d"}',
    '{"taskId":"é","score":1,"extra":1}',
    "[]",
    "",
  ];
  const { scores, faults } = readScoreLines(lines.join("\n"), "out");
  assertEquals(scores.length, 1);
  assertEquals(faults.map(({ message }) => message.split(":").slice(0, 2).join(":")), [
    "out:2",
    "out:3",
    "out:4",
    "out:5",
    "out:6",
    "out:7",
  ]);
  const told = errorsOf(await scored(`printf '%s\\n' '{"taskId":"b","score":2}'`))[1]!;
  assertMatch(told, /^not printed: sh:1: score: expected .*, found 2$/);
});

Deno.test("a list that is empty, broken or cannot be made ends the opening in one line", async () => {
  await assertRejects(() => shell("true", "true"), UserError, "sh: lists no tasks");
  await assertRejects(() => shell("echo x", "true"), UserError, "sh:1: expected one JSON object");
  await assertRejects(() => shell("exit 4", "true"), UserError, "sh: ended with exit code 4");
  await assertRejects(
    () => openCommandBenchmark({ command: ["no-such-program"] }),
    UserError,
    "no-such-program: cannot be run",
  );
  await assertRejects(
    () => shell(LIST, "true", { files: ["no-such-file"] }),
    UserError,
    "no-such-file: cannot be read",
  );
});

Deno.test("an interrupted call ends with the signal's reason", async () => {
  const bench = await shell(LIST, "sleep 60");
  const folder = await Deno.makeTempDir();
  const signal = AbortSignal.timeout(100);
  const request = { stateFolder: folder, taskIds: ["a"], seed: "1", traceFolder: folder, signal };
  await assertRejects(() => Array.fromAsync(bench.score(request)), DOMException);
});
