import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { baseTaskId, type DatasetKind, openDatasetWriter, rowText } from "../../lib/dataset/mod.ts";
import { datasetStatsRecord, renderCard } from "../../lib/dataset/mod.ts";
import { openAtomicStream } from "../../lib/dataset/atomic_stream.ts";
import { canonicalJson, type Json } from "../../lib/substrate/values/canonical_json.ts";
import { createPrng, type Prng } from "../../lib/substrate/values/prng.ts";
import { UserError } from "../../lib/substrate/values/user_error.ts";

interface Word {
  readonly word: string;
  readonly weight: number;
}

const kind: DatasetKind<Word> = {
  name: "words",
  rowSchema: "word/1",
  title: "Words",
  summary: "Words.",
  fields: [{ name: "word", type: "string", meaning: "a | b" }],
  method: [],
  limits: [],
  facetsOf: ({ word, weight }) => ({
    taskId: word,
    split: "train",
    label: word[0] ?? "",
    margin: weight,
    key: word,
  }),
};

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "baton-writer-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const nothing = { options: {}, sources: {}, runs: [] };

function anyJson(prng: Prng, depth: number): Json {
  switch (prng.below(depth === 0 ? 4 : 6)) {
    case 0:
      return prng.below(1000) / 7;
    case 1:
      return prng.pick(["", "größe", "задача", '𝔸\n"', " "]);
    case 2:
      return null;
    case 3:
      return prng.next() < 0.5;
    case 4:
      return Array.from({ length: prng.below(4) }, () => anyJson(prng, depth - 1));
    default:
      return anyRecord(prng, depth - 1);
  }
}

function anyRecord(prng: Prng, depth: number): Record<string, Json> {
  const keys = ["z", "ä", "a b", "10", "9", "Z", '"', "_"];
  return Object.fromEntries(
    prng.shuffled(keys).slice(0, prng.below(keys.length)).map((key) => [key, anyJson(prng, depth)]),
  );
}

Deno.test("rowText() writes canonical JSON, whatever the rows share", () => {
  const prng = createPrng(5);
  const shared = Array.from(
    { length: 5 },
    () => ({ ...anyRecord(prng, 3), long: "é".repeat(250) }),
  );
  for (let i = 0; i < 300; i++) {
    const row = { ...anyRecord(prng, 2), shared: prng.pick(shared), other: prng.pick(shared) };
    assertEquals(rowText(row), canonicalJson(row));
  }
  assertEquals(rowText({ gone: undefined, a: 1 }), '{"a":1}');
  assertThrows(() => rowText({ a: NaN }), TypeError, "finite");
});

Deno.test("a dataset holds each row once, and its stats and card say what is in it", () =>
  inFolder(async (folder) => {
    const writer = await openDatasetWriter(`${folder}/deep/er`, kind, ["ties"]);
    const words = ["ähre", "b", "ähre", "c"];
    assertEquals(words.map((word) => writer.add({ word, weight: 0.2 })), [true, true, false, true]);
    writer.drop("ties", 3);
    const origin = { options: { z: 1, a: [2] }, sources: { traces: 9 }, runs: ["r2", "r1", "r2"] };
    const stats = await writer.finish(origin);
    assertEquals(stats.dropped, { duplicates: 1, ties: 3 });
    assertEquals([stats.rows, stats.byLabel, stats.runs], [3, { b: 1, c: 1, ä: 1 }, ["r1", "r2"]]);
    assertEquals(stats.margins.counts.reduce((sum, one) => sum + one, 0), 3);
    const read = async (end: string) => await Deno.readTextFile(`${folder}/deep/er/words.${end}`);
    assertEquals((await read("jsonl")).split("\n")[0], '{"weight":0.2,"word":"ähre"}');
    assertEquals(datasetStatsRecord.read(JSON.parse(await read("stats.json"))), stats);
    const card = await read("card.md");
    for (
      const line of [
        "      - split: all",
        "        path: words.jsonl",
        "| `word` | string | a \\| b |",
      ]
    ) {
      assert(card.split("\n").includes(line), card);
    }
    assert(card.includes('Settings: `{"a":[2],"z":1}`') && card.includes("| dropped: ties | 3 |"));
  }));

Deno.test("a dataset that is given up leaves the old one, and an empty one is whole", () =>
  inFolder(async (folder) => {
    const empty = await openDatasetWriter(folder, kind);
    assertEquals((await empty.finish(nothing)).rows, 0);
    const given = await openDatasetWriter(folder, kind);
    given.add({ word: "x", weight: 0 });
    await given.abandon();
    assertEquals(await Deno.readTextFile(`${folder}/words.jsonl`), "");
    const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
    assertEquals(names.sort(), ["words.card.md", "words.jsonl", "words.stats.json"]);
  }));

Deno.test("two writers of one dataset do not mix their rows: the second is refused", () =>
  inFolder(async (folder) => {
    const first = await openAtomicStream(folder, "a.jsonl");
    first.addLine("1");
    const error = await assertRejects(() => openAtomicStream(folder, "a.jsonl"), UserError);
    assertEquals(error.message, `${folder}/a.jsonl: another command is writing it`);
    await first.seal();
    await first.publish();
    assertEquals(await Deno.readTextFile(`${folder}/a.jsonl`), "1\n");
    await (await openAtomicStream(folder, "a.jsonl")).abandon();
  }));

Deno.test("a folder that cannot be is one line", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    const error = await assertRejects(() => openDatasetWriter(`${folder}/file`, kind), UserError);
    assert(error.message.startsWith(`${folder}/file: `), error.message);
  }));

Deno.test("the base of a variant is what stands before the first ~; an id that begins with ~ is its own", () => {
  const ids = ["007bbfb7", "007bbfb7~flip", "007bbfb7~flip~2", "größe~1", "~odd", ""];
  assertEquals(ids.map(baseTaskId), ["007bbfb7", "007bbfb7", "007bbfb7", "größe", "~odd", ""]);
});

Deno.test("a card of one file of all splits says so in its front matter", () => {
  const words = { title: "T", config: "c", license: "mit", summary: "s", fields: [], counts: [] };
  const card = renderCard({
    ...words,
    files: { all: "c.jsonl" },
    method: [],
    runDigests: [],
    limits: [],
  });
  assert(card.includes("      - split: all\n        path: c.jsonl\n---"), card);
});
