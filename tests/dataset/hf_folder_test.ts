import { assert, assertEquals } from "@std/assert";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { type CardContent, openHfFolder, openParquetFile } from "../../lib/dataset/mod.ts";
import { canonicalJson } from "../../lib/substrate/values/canonical_json.ts";

const card: Omit<CardContent, "files"> = {
  title: "Rows",
  config: "rows",
  license: "mit",
  summary: "Rows.",
  fields: [
    { name: "id", type: "string", meaning: "" },
    { name: "n", type: "int", meaning: "" },
    { name: "x", type: "float", meaning: "" },
    { name: "ok", type: "bool", meaning: "" },
    { name: "deep", type: "object", meaning: "" },
    { name: "steps", type: "list of string", meaning: "" },
  ],
  counts: [],
  method: [],
  runDigests: [],
  limits: [],
};

function rowOf(i: number) {
  const deep = { größe: i, list: [i % 3, null] };
  return { id: `задача ${i} 𝔸`, n: i - 5, x: i / 7, ok: i % 3 === 0, deep, steps: [`v${i}`, ""] };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "baton-hf-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a Parquet file reads back row for row, over several row groups", () =>
  inFolder(async (folder) => {
    const path = `${folder}/rows.parquet`;
    const write = async () => {
      const file = await openParquetFile(path, card.fields);
      for (let i = 0; i < 2500; i++) file.add(rowOf(i));
      await file.finish();
      await file.abandon();
      return await Deno.readFile(path);
    };
    const bytes = await write();
    assertEquals(await write(), bytes);
    const file = await asyncBufferFromFile(path);
    const { num_rows, row_groups, schema } = await parquetMetadataAsync(file);
    assertEquals([num_rows, row_groups.length, schema.length], [2500n, 3, 7]);
    const rows = await parquetReadObjects({ file });
    rows.forEach((row, i) => {
      const { deep, steps, ...plain } = rowOf(i);
      assertEquals(row, { ...plain, deep: canonicalJson(deep), steps: canonicalJson(steps) });
    });
  }));

Deno.test("a Parquet file that is given up leaves nothing", () =>
  inFolder(async (folder) => {
    const file = await openParquetFile(`${folder}/a.parquet`, card.fields);
    file.add(rowOf(1));
    await file.abandon();
    assertEquals(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

for (const storage of ["jsonl", "parquet"] as const) {
  Deno.test(`a ${storage} folder has a card and a file for every split that has rows`, () =>
    inFolder(async (folder) => {
      for (const splits of [["train", "test", "validation"], ["test", "train"]] as const) {
        const hf = await openHfFolder(`${folder}/out`, storage, card);
        for (let i = 0; i < 30; i++) await hf.add(splits[i % splits.length]!, rowOf(i));
        const counts = await hf.finish();
        await hf.abandon();
        const used = ["train", "validation", "test"].filter((one) => splits.some((s) => s === one));
        const files = used.map((split) => `${split}-00000-of-00001.${storage}`);
        const names = await Array.fromAsync(Deno.readDir(`${folder}/out/data`), (e) => e.name);
        assertEquals(names.sort(), [...files].sort());
        assertEquals(Object.values(counts).reduce((sum, one) => sum + one), 30);
        const readme = await Deno.readTextFile(`${folder}/out/README.md`);
        const paths = readme.split("\n---\n")[0]!.match(/(?<=path: ).*/g);
        assertEquals(paths, files.map((file) => `data/${file}`));
        assert(readme.includes(`| rows of split train | ${counts.train} |`));
      }
    }));
}
