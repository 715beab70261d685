import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  blameBuilder,
  buildDatasets,
  type BuildOptions,
  directiveBuilder,
  openTaskIndex,
  planned,
  rankingBuilder,
  validateDataset,
} from "../../../lib/arc/datasets/mod.ts";
import { splitOf } from "../../../lib/dataset/split.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { TRACES, withFolder, writeOutDir } from "./_saved_traces.ts";

type Three = Omit<BuildOptions, "datasets" | "sources" | "outDir">;

async function build(folder: string, out = "ds", options: Three = {}) {
  const { run, batch } = { run: `${folder}/run`, batch: `${folder}/tasks.jsonl` };
  const tasks = await openTaskIndex([batch]);
  const datasets = [
    planned(rankingBuilder({ seed: 3 })),
    planned(blameBuilder(tasks)),
    planned(directiveBuilder()),
  ];
  return buildDatasets({ sources: [run], outDir: `${folder}/${out}`, datasets, ...options });
}

async function contents(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const names = await Array.fromAsync(Deno.readDir(folder), (entry) => entry.name);
  for (const name of names.sort()) files[name] = await Deno.readTextFile(`${folder}/${name}`);
  return files;
}

Deno.test("building writes rows, card and stats of each dataset, and the same bytes again", () =>
  withFolder(async (folder) => {
    await writeOutDir(folder);
    const [ranking, blame, directives] = await build(folder);
    await build(folder, "again");
    const files = await contents(`${folder}/ds`);
    assertEquals(await contents(`${folder}/again`), files);
    assertEquals(
      Object.keys(files),
      ["blame_locus", "directive_prefs", "ranking_pairs"].flatMap((name) =>
        ["card.md", "jsonl", "stats.json"].map((ending) => `critic_${name}.${ending}`)
      ),
    );
    const rows = (name: string) => files[`critic_${name}.jsonl`]!.trimEnd().split("\n");
    assertEquals(rows("ranking_pairs").length, ranking!.rows);
    assertEquals(rows("blame_locus").length, blame!.rows);
    assertEquals(rows("directive_prefs").length, directives!.rows);
    assertEquals(ranking!.sources, { traces: 4, used: 4, bad: 0 });
    assertEquals(ranking!.dropped["ties"], 2);
  }));

Deno.test("a variant's rows are in the split of its base task", () =>
  withFolder(async (folder) => {
    await writeOutDir(folder);
    await build(folder);
    const text = await Deno.readTextFile(`${folder}/ds/critic_ranking_pairs.jsonl`);
    const splits = new Map(
      text.trimEnd().split("\n").map((line) => JSON.parse(line)).map((
        row,
      ) => [row.taskId, row.split]),
    );
    assertEquals(splits.get("задача~flip"), splitOf("задача"));
    assertEquals(splits.get("größe 1"), splitOf("größe 1"));
  }));

Deno.test("--failed-only keeps unsolved tasks, by train pairs or by test outputs", () =>
  withFolder(async (folder) => {
    await writeOutDir(folder);
    const [all] = await build(folder);
    const [byTrain] = await build(folder, "train", { failedOnly: true });
    const failed = TRACES.filter((trace) => !trace.outcome.solved).map((trace) => trace.taskId);
    assertEquals(Object.keys(byTrain!.byTask), failed.sort());
    assertEquals(byTrain!.rows + byTrain!.dropped["filtered"]!, all!.rows);
    const [byTest] = await build(folder, "test", { failedOnly: true, failedBy: "test" });
    assertEquals(Object.keys(byTest!.byTask), [TRACES[0]!.taskId]);
  }));

Deno.test("the same traces given twice add nothing: every row of the second is a duplicate", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    const [all] = await build(folder);
    const datasets = [planned(rankingBuilder({ seed: 3 }))];
    const outDir = `${folder}/twice`;
    const [twice] = await buildDatasets({ sources: [run, run], outDir, datasets });
    assertEquals([twice!.rows, twice!.dropped["duplicates"]], [all!.rows, all!.rows]);
  }));

Deno.test("a damaged trace ends the build and leaves the old dataset; with onBad it is counted", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    await build(folder);
    const before = await contents(`${folder}/ds`);
    const path = (await Array.fromAsync(Deno.readDir(`${run}/traces`)))[0]!.name;
    await Deno.writeTextFile(`${run}/traces/${path}`, "{");
    await assertRejects(() => build(folder), UserError, "is not JSON (cut off?)");
    assertEquals(await contents(`${folder}/ds`), before);
    const [ranking] = await build(folder, "ds", { onBad: () => {} });
    assertEquals(ranking!.sources, { traces: 3, used: 3, bad: 1 });
  }));

Deno.test("an interrupt ends the build and leaves no part of a dataset", () =>
  withFolder(async (folder) => {
    await writeOutDir(folder);
    const stop = new AbortController();
    const onTrace = () => stop.abort();
    await assertRejects(() => build(folder, "ds", { signal: stop.signal, onTrace }));
    assertEquals(await contents(`${folder}/ds`), {});
  }));

const KILLED = `
  import * as ds from "${new URL("../../../lib/arc/datasets/mod.ts", import.meta.url)}";
  const [sources, outDir, at] = Deno.args;
  const datasets = [ds.planned(ds.rankingBuilder({ seed: 3 }))];
  const onTrace = (read) => { if (read === Number(at)) Deno.kill(Deno.pid, "SIGKILL"); };
  await ds.buildDatasets({ sources: [sources], outDir, datasets, onTrace });
`;

Deno.test("kill -9 in the middle leaves the old dataset whole, and the next build cleans up", () =>
  withFolder(async (folder) => {
    const { run } = await writeOutDir(folder);
    const script = `${folder}/killed.ts`;
    await Deno.writeTextFile(script, KILLED);
    const build = (out: string, at: number) => {
      const config = decodeURIComponent(new URL("../../../deno.json", import.meta.url).pathname);
      const args = ["run", "-A", "--no-check", "--config", config, script, run, out, `${at}`];
      return new Deno.Command(Deno.execPath(), { args, stderr: "null" }).output();
    };
    const names = async (out: string) => Object.keys(await contents(`${folder}/${out}`));
    const part = ".critic_ranking_pairs.jsonl.part";
    assertEquals((await build(`${folder}/new`, 2)).signal, "SIGKILL");
    assertEquals(await names("new"), [part]);
    assertEquals((await build(`${folder}/new`, 0)).code, 0);
    const before = await contents(`${folder}/new`);
    assert(!(part in before));
    assertEquals((await build(`${folder}/new`, 3)).signal, "SIGKILL");
    const { [part]: _left, ...after } = await contents(`${folder}/new`);
    assertEquals(after, before);
    const file = `${folder}/new/critic_ranking_pairs.jsonl`;
    assertEquals(await Array.fromAsync(validateDataset({ file, sources: [run] })), []);
  }));
