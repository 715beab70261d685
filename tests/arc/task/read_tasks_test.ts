import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type ReadTask, readTasks } from "../../../lib/arc/task/read_tasks.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

function line(id: string): string {
  return JSON.stringify({
    task_id: id,
    train: [{ input: [[1]], output: [[2]] }],
    test: [{ input: [[3]], output: [[4]] }],
  });
}

/** A stream of the given text in chunks of `size` bytes. */
function streamOf(content: string | Uint8Array, size = 1 << 16): ReadableStream<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

async function readAll(content: string | Uint8Array, size?: number): Promise<ReadTask[]> {
  return await Array.fromAsync(readTasks(streamOf(content, size), { name: "t.jsonl" }));
}

async function complaint(content: string | Uint8Array): Promise<string> {
  const error = await assertRejects(() => readAll(content), UserError);
  assertEquals((error as UserError).exitCode, 2);
  return error.message;
}

Deno.test("readTasks() gives tasks in file order with their line numbers and text", async () => {
  const text = `${line("a")}\n\n   \n${line("b")}`;
  for (const size of [1, 7, 100000]) {
    const tasks = await readAll(text, size);
    assertEquals(tasks.map((t) => [t.task.taskId, t.line]), [["a", 1], ["b", 4]]);
    assertEquals(tasks[1]?.sourceText, line("b"));
  }
});

Deno.test("readTasks() takes CRLF, a BOM and non-ASCII ids cut in the middle of a character", async () => {
  const text = `\ufeff${line("漢字")}\r\n${line("é")}\r\n`;
  for (const size of [1, 2, 3, 64]) {
    assertEquals((await readAll(text, size)).map((t) => t.task.taskId), ["漢字", "é"]);
  }
});

Deno.test("readTasks() refuses an empty file, and one of blank lines", async () => {
  assertEquals(await complaint(""), "t.jsonl: expected at least one task, found none");
  assertEquals(await complaint("\n \n"), "t.jsonl: expected at least one task, found none");
});

Deno.test("readTasks() names the line that is not JSON, also a torn last line", async () => {
  assertEquals(
    await complaint(`${line("a")}\nnot json\n`),
    't.jsonl:2: is not JSON: "not json"',
  );
  assertStringIncludes(await complaint(`${line("a")}\n${line("b").slice(0, 40)}`), "t.jsonl:2: ");
});

Deno.test("readTasks() names a duplicate id and the line it was first on", async () => {
  assertEquals(
    await complaint(`${line("a")}\n${line("b")}\n${line("a")}\n`),
    't.jsonl:3: task_id: expected an id that is not on line 1, found "a"',
  );
});

Deno.test("readTasks() refuses bytes that are not UTF-8", async () => {
  const bytes = new Uint8Array([...new TextEncoder().encode(line("a") + "\n"), 0x22, 0xff, 0x22]);
  assertEquals(await complaint(bytes), "t.jsonl:2: the line is not UTF-8 text");
});

Deno.test("readTasks() refuses an endless line instead of filling the memory", async () => {
  assertEquals(
    await complaint(new Uint8Array(17 << 20).fill(0x20)),
    "t.jsonl:1: the line is longer than 16777216 bytes",
  );
});

Deno.test("readTasks() says in one line that a file is missing or a folder", async () => {
  const folder = await Deno.makeTempDir();
  const missing = await assertRejects(
    () => Array.fromAsync(readTasks(`${folder}/none.jsonl`)),
    UserError,
  );
  assertEquals([missing.exitCode, missing.message.includes("\n")], [2, false]);
  assertStringIncludes(missing.message, `${folder}/none.jsonl: `);
  const wrong = await assertRejects(() => Array.fromAsync(readTasks(folder)), UserError);
  assertStringIncludes(wrong.message, `${folder}: `);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readTasks() closes the file when the reader stops early or is aborted", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, `${line("a")}\n${line("b")}\n`);
  for await (const { task } of readTasks(file)) {
    assertEquals(task.taskId, "a");
    break;
  }
  const abort = new AbortController();
  await assertRejects(
    async () => {
      for await (const _ of readTasks(file, { signal: abort.signal })) {
        abort.abort(
          new Error("enough"),
        );
      }
    },
    Error,
    "enough",
  );
  await Deno.remove(file);
});

const arc1 = new URL("../../../../shared/data/arc/arc1-training.jsonl", import.meta.url);
const absent = !await Deno.stat(arc1).then(() => true, () => false);

Deno.test({
  name: "readTasks() reads the 400 public training tasks (skipped where ../shared is absent)",
  ignore: absent,
  async fn() {
    let [tasks, train, test] = [0, 0, 0];
    for await (const { task, answers } of readTasks(decodeURIComponent(arc1.pathname))) {
      tasks++;
      train += task.train.length;
      test += task.testInputs.length;
      assert(answers.testOutputs.every((grid) => grid !== null));
    }
    assertEquals([tasks, train, test], [400, 1302, 416]);
  },
});
