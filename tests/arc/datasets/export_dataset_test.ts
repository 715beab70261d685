import { assert, assertEquals, assertRejects } from "@std/assert";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import {
  blameBuilder,
  type BlameRow,
  buildDatasets,
  directiveBuilder,
  type DirectivePref,
  exportDataset,
  type ExportFormat,
  openTaskIndex,
  openTraceIndex,
  planned,
} from "../../../lib/arc/datasets/mod.ts";
import { canonicalJson } from "../../../lib/substrate/values/canonical_json.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { writeOutDir } from "./_saved_traces.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-export-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const { run, batch } = await writeOutDir(folder);
const tasks = await openTaskIndex([batch]);
const datasets = [planned(blameBuilder(tasks)), planned(directiveBuilder())];
await buildDatasets({ sources: [run], outDir: run, datasets });

const BLAME = `${run}/critic_blame_locus.jsonl`, DIRECTIVES = `${run}/critic_directive_prefs.jsonl`;

async function exported(file: string, format: ExportFormat) {
  const outDir = `${folder}/${format}`;
  const problems = async () => ({ traces: await openTraceIndex([run]), tasks });
  const report = await exportDataset({ file, format, outDir, problems });
  const rows: Record<string, unknown>[] = [];
  for (const split of ["train", "validation", "test"] as const) {
    if (report.rows[split] === 0) continue;
    const path = `${outDir}/data/${split}-00000-of-00001`;
    rows.push(
      ...(format === "parquet"
        ? await parquetReadObjects({ file: await asyncBufferFromFile(`${path}.parquet`) })
        : await rowsOf<Record<string, unknown>>(`${path}.jsonl`)),
    );
  }
  return { report, rows };
}

async function rowsOf<R>(file: string): Promise<R[]> {
  const text = await Deno.readTextFile(file);
  return text.trimEnd().split("\n").map((line) => JSON.parse(line) as R);
}

/** The rows of all splits in the order an export gives them. */
async function bySplit<R extends { readonly split: string }>(file: string): Promise<R[]> {
  const rows = await rowsOf<R>(file);
  return ["train", "validation", "test"].flatMap((split) => rows.filter((r) => r.split === split));
}

Deno.test("trl: every preference is prompt, chosen and rejected as text", async () => {
  const { rows, report } = await exported(DIRECTIVES, "trl");
  const prefs = await bySplit<DirectivePref>(DIRECTIVES);
  assertEquals([rows.length, report.leftOut], [prefs.length, 0]);
  rows.forEach((row, i) => {
    assertEquals(Object.keys(row), ["chosen", "prompt", "rejected"]);
    assert(Object.values(row).every((text) => typeof text === "string" && text !== ""));
    const { op, locus, hint } = prefs[i]!.chosen.directive;
    assertEquals(row["chosen"], canonicalJson({ op, locus, hint }));
    assert(String(row["prompt"]).startsWith("Facts about the task:\n- size.same {} on pairs 0\n"));
  });
});

Deno.test("processbench: steps with the first wrong one, −1 exactly for correct chains", async () => {
  const { rows, report } = await exported(BLAME, "processbench");
  const blame = await bySplit<BlameRow>(BLAME);
  const said = blame.filter(({ locus }) => locus.stage !== "describer");
  assertEquals([rows.length, report.leftOut], [said.length, blame.length - said.length]);
  rows.forEach((row, i) => {
    assertEquals(Object.keys(row).sort(), [
      ...["final_answer_correct", "generator", "id", "label", "problem", "steps"],
    ]);
    const { locus, steps, candidateId } = said[i]!;
    assertEquals([row["id"], row["label"], row["steps"]], [candidateId, locus.step, steps]);
    assertEquals(row["label"] === -1, row["final_answer_correct"]);
    assert(String(row["problem"]).includes("Pair 0 input:\n"));
  });
});

Deno.test("hf keeps the rows byte for byte, parquet column for column", async () => {
  const blame = await bySplit<BlameRow>(BLAME);
  assertEquals((await exported(BLAME, "hf")).rows, blame as unknown as Record<string, unknown>[]);
  const { rows } = await exported(BLAME, "parquet");
  assertEquals(rows.length, blame.length);
  rows.forEach((row, i) => {
    const { taskId, iterIdx, program, steps } = blame[i]!;
    assertEquals([row["taskId"], row["iterIdx"]], [taskId, iterIdx]);
    assertEquals([row["program"], row["steps"]], [canonicalJson(program), canonicalJson(steps)]);
  });
});

Deno.test("a dataset that the format cannot hold, or that has no stats, is refused in one line", async () => {
  const wrong = (file: string, format: ExportFormat) =>
    assertRejects(() => exportDataset({ file, format, outDir: `${folder}/no` }), UserError);
  assertEquals(
    (await wrong(BLAME, "trl")).message,
    `${BLAME}: trl is made of critic_directive_prefs.jsonl`,
  );
  assert((await wrong(DIRECTIVES, "processbench")).message.includes("critic_blame_locus.jsonl"));
  const none = `${folder}/critic_ranking_pairs.jsonl`;
  assert((await wrong(none, "hf")).message.endsWith("stats.json: no such file or folder"));
});
