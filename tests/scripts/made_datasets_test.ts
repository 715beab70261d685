import { assertEquals, assertStringIncludes } from "@std/assert";
import { runScript } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-made-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

Deno.test("builders of made datasets leave rows, a card and stats", async () => {
  const out = ["--out-dir", folder];
  const described = await runScript("build_describer_synth.ts", ["--count", "4", ...out]);
  assertEquals(described.code, 0, described.err);
  const ruled = await runScript("build_ruler_synth.ts", [
    ...["--made", "2", "--random", "3", "--node-budget", "2000"],
    ...out,
  ]);
  assertEquals(ruled.code, 0, ruled.err);
  for (const name of ["describer_synth", "ruler_synth"]) {
    const rows = (await Deno.readTextFile(`${folder}/${name}.jsonl`)).trim().split("\n");
    const stats = JSON.parse(await Deno.readTextFile(`${folder}/${name}.stats.json`));
    assertEquals(stats.rows, rows.length);
    const schema = `arc.${name}/1`;
    for (const row of rows) assertEquals(JSON.parse(row).schema, schema);
    assertStringIncludes(await Deno.readTextFile(`${folder}/${name}.card.md`), "## Limits");
  }
});

Deno.test("generate-pipeline-synth leaves a batch and, beside it, the program of every task", async () => {
  const out = `${folder}/known.jsonl`;
  const made = await runScript("generate_pipeline_synth.ts", ["--count", "3", "--out", out]);
  assertEquals(made.code, 0, made.err);
  const lines = async (path: string) =>
    (await Deno.readTextFile(path)).trim().split("\n").map((line) => JSON.parse(line));
  const programs = await lines(`${folder}/known.programs.jsonl`);
  assertEquals(
    (await lines(out)).map((task) => task.task_id),
    programs.map((program) => program.taskId),
  );
  const wrong = await runScript("generate_pipeline_synth.ts", ["--count", "0"]);
  assertEquals(wrong.code, 2);
});
