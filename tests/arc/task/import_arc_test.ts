import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { zipSync } from "fflate";
import { importArc, type ImportOptions } from "../../../lib/arc/task/import_arc.ts";
import { readTasks } from "../../../lib/arc/task/read_tasks.ts";
import { writeTasks } from "../../../lib/arc/task/write_tasks.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

const PAIR = { input: [[1, 2]], output: [[2, 1]] };
const TASK = { train: [PAIR], test: [{ input: [[3]], output: [[4]] }] };

/** Runs with a folder that holds the given files (objects as JSON, text and bytes as they are). */
async function withFiles<T>(
  files: Record<string, unknown>,
  run: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [path, content] of Object.entries(files)) {
      const at = path.lastIndexOf("/");
      if (at > 0) await Deno.mkdir(`${folder}/${path.slice(0, at)}`, { recursive: true });
      await Deno.writeFile(`${folder}/${path}`, bytesOf(content));
    }
    return await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));
}

async function idsOf(from: string, options?: ImportOptions): Promise<string[]> {
  return (await importArc(from, options)).tasks.map(({ task }) => task.taskId);
}

async function complaint(from: string, options?: ImportOptions): Promise<string> {
  const error = await assertRejects(() => importArc(from, options), UserError);
  assertEquals([(error as UserError).exitCode, error.message.includes("\n")], [2, false]);
  return error.message;
}

Deno.test("importArc() takes a folder of tasks, nested at will, sorted by id", async () => {
  const files = {
    "data/training/b.json": TASK,
    "data/evaluation/a.json": TASK,
    "data/evaluation/ö.JSON": TASK,
    "package.json": { name: "x" },
    "README.md": "no",
    ".git/z.json": TASK,
  };
  await withFiles(files, async (folder) => {
    const found = await importArc(folder);
    assertEquals(found.tasks.map(({ task }) => task.taskId), ["a", "b", "ö"]);
    assertEquals([found.files, found.skipped], [3, ["package.json"]]);
    assertEquals(found.tasks[0]?.answers.testOutputs[0]?.toRows(), [[4]]);
    assertEquals(await idsOf(folder, { only: "training/" }), ["b"]);
    assertStringIncludes(await complaint(folder, { only: "nowhere/" }), 'under "nowhere/"');
  });
});

Deno.test("importArc() joins a challenges file with its solutions", async () => {
  const challenge = { train: [PAIR], test: [{ input: [[3]] }, { input: [[5]] }] };
  const files = {
    "arc_challenges.json": { q: challenge, p: challenge },
    "arc_solutions.json": { q: [[[1]], [[2]]], p: [[[3]], [[4]]] },
    "other_challenges.json": { r: challenge },
    "sample_submission.json": { q: [{ attempt_1: [[0]] }] },
  };
  await withFiles(files, async (folder) => {
    const { tasks, skipped } = await importArc(folder);
    assertEquals(
      tasks.map(({ answers }) => answers.testOutputs.map((grid) => grid?.toRows() ?? null)),
      [[[[3]], [[4]]], [[[1]], [[2]]], [null, null]],
    );
    assertEquals(skipped, ["sample_submission.json"]);
  });
  const short = { ...files, "arc_solutions.json": { q: [[[1]]], p: [[[3]], [[4]]] } };
  await withFiles(short, async (folder) => {
    assertStringIncludes(
      await complaint(folder),
      "arc_challenges.json#q: solutions: expected 2 grids, found 1",
    );
  });
});

Deno.test("importArc() takes a zip, and one JSON file", async () => {
  const zip = zipSync({
    "ARC-main/data/training/b.json": bytesOf(TASK),
    "ARC-main/data/training/a.json": bytesOf(TASK),
    "__MACOSX/ARC-main/._a.json": bytesOf("junk"),
    "ARC-main/readme.txt": bytesOf("no"),
  });
  await withFiles({ "arc.zip": zip, "one.json": TASK }, async (folder) => {
    assertEquals(await idsOf(`${folder}/arc.zip`), ["a", "b"]);
    assertEquals(await idsOf(`${folder}/one.json`), ["one"]);
  });
});

Deno.test("importArc() names the file and field of a bad task, wherever it lies", async () => {
  const ragged = { train: [{ input: [[1, 2], [3]], output: [[1]] }], test: TASK.test };
  const zip = zipSync({ "x/r.json": bytesOf(ragged) });
  const files = { "in/r.json": ragged, "c.json": { r: ragged }, "z.zip": zip, "torn.json": "{" };
  await withFiles(files, async (folder) => {
    const fault = "train[0].input: expected rows of equal length, found 2, 1";
    assertEquals(await complaint(`${folder}/in`), `${folder}/in/r.json: ${fault}`);
    assertEquals(await complaint(`${folder}/c.json`), `${folder}/c.json#r: ${fault}`);
    assertEquals(await complaint(`${folder}/z.zip`), `${folder}/z.zip/x/r.json: ${fault}`);
    assertStringIncludes(await complaint(`${folder}/torn.json`), "torn.json: expected JSON: ");
  });
});

Deno.test("importArc() names ids that occur twice, with both files", async () => {
  await withFiles({ "x/a.json": TASK, "y/a.json": TASK, "y/b.json": TASK }, async (folder) => {
    assertStringIncludes(
      await complaint(folder),
      `found twice: a (${folder}/x/a.json, ${folder}/y/a.json)`,
    );
  });
});

Deno.test("importArc() says in one line what is missing, empty, no zip or no task", async () => {
  const files = { "none/readme.txt": "x", "bad.zip": "PK\u0003\u0004broken", "text.json": "7" };
  await withFiles(files, async (folder) => {
    assertEquals(await complaint(`${folder}/gone`), `${folder}/gone: no such file or folder`);
    assertStringIncludes(await complaint(`${folder}/none`), "expected task JSON files, found none");
    assertStringIncludes(await complaint(`${folder}/bad.zip`), "bad.zip: not a readable zip: ");
    assertStringIncludes(await complaint(`${folder}/text.json`), "expected at least one task");
  });
});

Deno.test("importArc() refuses a zip that claims to unpack to gigabytes", async () => {
  const zip = zipSync({ "a.json": bytesOf(TASK) }, { level: 0 });
  // The uncompressed size stands at offset 24 of the central directory's entry.
  const view = new DataView(zip.buffer, zip.byteOffset);
  for (let at = 0; at + 46 <= zip.length; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
  }
  await withFiles({ "bomb.zip": zip }, async (folder) => {
    assertStringIncludes(await complaint(`${folder}/bomb.zip`), "at most 1 GiB unpacked");
  });
});

Deno.test("importArc() fetches a zip or a JSON file, and tells when it cannot", async () => {
  const zip = zipSync({ "repo/data/a.json": bytesOf(TASK) });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/arc.zip") return new Response(new Blob([new Uint8Array(zip)]));
    if (pathname === "/solo.json") return Response.json(TASK);
    return new Response("gone", { status: 404 });
  });
  const base = `http://127.0.0.1:${server.addr.port}`;
  assertEquals(await idsOf(`${base}/arc.zip`), ["a"]);
  assertEquals(await idsOf(`${base}/solo.json?raw=1`), ["solo"]);
  assertEquals(await complaint(`${base}/x`), `${base}/x: expected status 200, found 404`);
  await server.shutdown();
  assertStringIncludes(await complaint(`${base}/arc.zip`), `${base}/arc.zip: cannot be reached: `);
});

Deno.test("importArc() takes a bare GitHub address for the zip of its default branch", async () => {
  const asked: string[] = [];
  const fetch = (url: string) => {
    asked.push(url);
    return Promise.resolve(
      new Response(new Blob([new Uint8Array(zipSync({ "r/a.json": bytesOf(TASK) }))])),
    );
  };
  assertEquals(await idsOf("https://github.com/owner/name", { fetch }), ["a"]);
  assertEquals(asked, ["https://github.com/owner/name/archive/HEAD.zip"]);
});

Deno.test("writeTasks() writes what readTasks() reads, and leaves the old file on failure", async () => {
  await withFiles({ "a.json": TASK, "b.json": TASK, "out.jsonl": "old" }, async (folder) => {
    const out = `${folder}/out.jsonl`;
    const { tasks } = await importArc(folder);
    const broken = function* () {
      yield tasks[0]!;
      throw new Error("enough");
    };
    await assertRejects(() => writeTasks(out, broken()), Error, "enough");
    assertEquals(await Deno.readTextFile(out), "old");
    const written = await writeTasks(out, tasks);
    assertEquals([written.rows, written.bytes], [2, (await Deno.stat(out)).size]);
    const again = await Array.fromAsync(readTasks(out));
    assertEquals(again.map(({ task }) => task.digest), tasks.map(({ task }) => task.digest));
    assertEquals([...Deno.readDirSync(folder)].length, 3);
  });
});
