import { assert, assertEquals, assertRejects } from "@std/assert";
import { type JsonlLine, readJsonl, type TornLine } from "../../../lib/substrate/records/mod.ts";
import { UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";

/** A stream that hands the bytes out in pieces of one size. */
function stream(text: string | Uint8Array, piece = 3): ReadableStream<Uint8Array> {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.slice(at, at += piece));
    },
  });
}
const read = (text: string | Uint8Array, options = {}, piece = 3): Promise<JsonlLine[]> =>
  Array.fromAsync(readJsonl(stream(text, piece), { name: "a.jsonl", ...options }));
const refusal = async (text: string | Uint8Array, options = {}) =>
  (await assertRejects(() => read(text, options), UserError)).message;

Deno.test("values come with line numbers and byte offsets, whatever the size of chunks", async () => {
  const text = '{"ä":"😀"}\n\n [2]\n"x"\n';
  for (let piece = 1; piece < 12; piece++) {
    const rows = await read(text, {}, piece);
    assertEquals(rows.map((row) => [row.line, row.offset, row.value]), [
      [1, 0, { ä: "😀" }],
      [3, 15, [2]],
      [4, 20, "x"],
    ]);
  }
});

Deno.test("CRLF, a byte order mark and a missing final line end are taken", async () => {
  for (let piece = 1; piece < 9; piece++) {
    const rows = await read("\uFEFF1\r\n\r\n2\r\n3", {}, piece);
    assertEquals(rows.map((row) => [row.line, row.text]), [[1, "1"], [3, "2"], [4, "3"]]);
  }
});

Deno.test("an empty file and one of blank lines hold nothing", async () => {
  assertEquals(await read(""), []);
  assertEquals(await read("\n \r\n\t\n"), []);
});

Deno.test("a line that is not JSON is named by file and line, and shown in part", async () => {
  assertEquals(await refusal('{}\n{"a":\n'), 'a.jsonl:2: is not JSON: "{\\"a\\":"');
  const long = await refusal(`x${"y".repeat(1000)}\n`);
  assert(long.startsWith("a.jsonl:1: is not JSON: ") && long.length < 100, long);
  assertEquals(
    await refusal("{}\n\n{"),
    'a.jsonl:3: is not JSON, and has no line end (cut off?): "{"',
  );
});

Deno.test("bytes that are no UTF-8 are refused with their line", async () => {
  const bytes = new Uint8Array([49, 10, 34, 0xff, 34, 10]);
  assertEquals(await refusal(bytes), "a.jsonl:2: the line is not UTF-8 text");
});

Deno.test("a torn last line is parsed, refused or reported, as asked", async () => {
  assertEquals((await read("1\n2", { torn: "parse" })).length, 2);
  assertEquals(
    await refusal("1\n2", { torn: "refuse" }),
    "a.jsonl:2: the last line is cut off (it has no line end)",
  );
  const torn: TornLine[] = [];
  const onTorn = (line: TornLine) => void torn.push(line);
  assertEquals((await read('1\n{"a', { torn: "report", onTorn })).length, 1);
  assertEquals(torn, [{ line: 2, offset: 2, bytes: 3 }]);
  await read("1\n2\n", { torn: "report", onTorn });
  assertEquals(torn.length, 1);
});

Deno.test("a line longer than the limit is refused, one of just that length is not", async () => {
  for (const piece of [1, 4, 100]) {
    assertEquals((await read('"234"\n1\n', { maxLineBytes: 5 }, piece)).length, 2);
    const stop = () => read('1\n"2345"\n1\n', { maxLineBytes: 5 }, piece);
    const error = await assertRejects(stop, UserError);
    assertEquals(error.message, "a.jsonl:2: the line is longer than 5 bytes");
  }
});

Deno.test("a line that is not wanted is not even parsed, and keeps its number", async () => {
  for (const piece of [1, 4, 100]) {
    const asked: number[] = [];
    const wants = (line: number) => asked.push(line) !== 2;
    const rows = await read('1\nno JSON\n"3"\n', { wants }, piece);
    assertEquals(rows.map((row) => [row.line, row.offset, row.value]), [[1, 0, 1], [3, 10, "3"]]);
    assertEquals(asked, [1, 2, 3]);
  }
});

Deno.test("what stands before a bad line is handed out before the error, in one chunk as in many", async () => {
  for (const piece of [1, 100]) {
    const seen: unknown[] = [];
    await assertRejects(async () => {
      for await (const row of readJsonl(stream("1\n2\nx\n", piece))) seen.push(row.value);
    }, UserError);
    assertEquals(seen, [1, 2]);
  }
});

Deno.test("very long lines are read whole", async () => {
  const long = "é".repeat(1_500_000);
  const rows = await read(`${JSON.stringify(long)}\n1\n`, {}, 65_537);
  assertEquals([(rows[0]?.value as string).length, rows[1]?.offset], [long.length, 3_000_003]);
});

Deno.test("a file is read from its path; a missing one and a folder are refused in one line", () =>
  inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.jsonl`, `${"[1]\n".repeat(100_000)}`);
    let rows = 0;
    for await (const _row of readJsonl(`${folder}/a.jsonl`)) rows++;
    assertEquals(rows, 100_000);
    const missing = await assertRejects(
      () => Array.fromAsync(readJsonl(`${folder}/no.jsonl`)),
      UserError,
    );
    assertEquals(missing.message, `${folder}/no.jsonl: no such file or folder`);
    const dir = await assertRejects(() => Array.fromAsync(readJsonl(folder)), UserError);
    assertEquals(dir.message, `${folder}: is a folder, expected a file`);
  }));

Deno.test("reading can be left early and aborted", async () => {
  for await (const row of readJsonl(stream("1\n2\n3\n"))) {
    assertEquals(row.value, 1);
    break;
  }
  await assertRejects(() => read("1\n2\n", { signal: AbortSignal.abort(new Error("stop")) }));
});
