import { assert, assertEquals, assertRejects } from "@std/assert";
import { readTraces } from "../../../lib/arc/datasets/mod.ts";
import { taskFileName } from "../../../lib/arc/trace/task_file_name.ts";
import { digestedText } from "../../../lib/arc/trace/build_trace.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { sha256 } from "../../../lib/substrate/values/digest.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { TRACES, withFolder, writeOutDir } from "./_saved_traces.ts";

const ids = TRACES.map((trace) => trace.taskId);

async function idsOf(sources: string[], onBad?: (error: UserError) => void): Promise<string[]> {
  const found: string[] = [];
  for await (const { trace } of readTraces(sources, onBad === undefined ? {} : { onBad })) {
    found.push(trace.taskId);
  }
  return found;
}

async function refusal(...sources: string[]): Promise<string> {
  return (await assertRejects(() => idsOf(sources), UserError)).message;
}

Deno.test("readTraces() reads an out-dir, a file of traces, one trace, and several of them", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    const all = `${folder}/all.jsonl`;
    await Deno.writeTextFile(all, TRACES.map((trace) => canonicalJson(trace) + "\n").join(""));
    const single = `${run}/traces/${taskFileName(ids[1]!)}`;
    assertEquals(await idsOf([`${run}/`]), ids);
    assertEquals(await idsOf([all, single, run]), [...ids, ids[1]!, ...ids]);
    const places = await Array.fromAsync(readTraces([all]), ({ place }) => place.line);
    assertEquals(places, [1, 2, 3, 4]);
  }));

Deno.test("a trace is handed out before the next one is looked at", () =>
  withFolder(async (folder) => {
    const file = `${folder}/a.jsonl`;
    await Deno.writeTextFile(file, `${canonicalJson(TRACES[0])}\n{"torn`);
    const traces = readTraces([file]);
    assertEquals((await traces.next()).value?.trace.taskId, ids[0]);
    await assertRejects(() => traces.next(), UserError, "a.jsonl:2: is not JSON");
  }));

Deno.test("a missing, torn, changed or wrongly indexed trace is one line with its place", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    const file = `${run}/traces/${taskFileName(ids[2]!)}`;
    const text = await Deno.readTextFile(file);
    await Deno.remove(file);
    assertEquals(await refusal(run), `${file}: no such file or folder`);
    await Deno.writeTextFile(file, text.slice(0, 700));
    assertEquals(await refusal(run), `${file}: is not JSON (cut off?)`);
    await Deno.writeTextFile(file, text.replace('"namespace":"train"', '"namespace":"other"'));
    assert((await refusal(run)).startsWith(`${file}: digest: expected `));
    await Deno.writeTextFile(file, canonicalJson(TRACES[1]));
    assert((await refusal(run)).startsWith(`${run}/index.jsonl:3: digest: expected the digest of`));
    assertEquals(await refusal(`${folder}/none`), `${folder}/none: no such file or folder`);
    await Deno.writeTextFile(`${folder}/empty.jsonl`, "");
    assert((await refusal(`${folder}/empty.jsonl`)).endsWith("at least one trace, found none"));
  }));

Deno.test("a trace in another form than ours is read when its digest holds", () =>
  withFolder(async (folder) => {
    const file = `${folder}/loose.jsonl`;
    const { digest, ...rest } = TRACES[0]!;
    await Deno.writeTextFile(file, JSON.stringify({ ...rest, digest }) + "\r\n");
    assertEquals(await idsOf([file]), [ids[0]!]);
  }));

Deno.test("traces of another comparator are refused: their scores mean something else", () =>
  withFolder(async (folder) => {
    const old = { ...TRACES[0]!, versions: { ...TRACES[0]!.versions, comparator: "comparator/0" } };
    const file = `${folder}/old.jsonl`;
    await Deno.writeTextFile(file, canonicalJson({ ...old, digest: sha256(digestedText(old)) }));
    const found = 'versions.comparator: expected "comparator/1", found "comparator/0"';
    assertEquals(await refusal(file), `${file}:1: ${found}`);
  }));

Deno.test("with onBad, bad traces are passed over and the rest is read", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    await Deno.remove(`${run}/traces/${taskFileName(ids[0]!)}`);
    const lines = TRACES.map((trace) => canonicalJson(trace));
    const file = `${folder}/some.jsonl`;
    const torn = lines[3]!.slice(0, 50);
    await Deno.writeTextFile(file, [lines[0], "{oops", "[]", lines[1], torn].join("\n"));
    const bad: string[] = [];
    const found = await idsOf([run, file], (error) => bad.push(error.message));
    assertEquals(found, [...ids.slice(1), ids[0]!, ids[1]!]);
    assertEquals(bad.length, 4);
  }));
