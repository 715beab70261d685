import { assertEquals, assertStringIncludes } from "@std/assert";
import { rulerSpec, trainRuler } from "../../lib/arc/training/train_ruler.ts";
import { writeSpec } from "../../lib/arc/training/write_spec.ts";
import { clearExamples } from "../arc/training/_examples.ts";
import { mirrorTask, runScript, writeBatch } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-train-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const batch = await writeBatch(`${folder}/tasks.jsonl`, [mirrorTask("yes")]);
const spec = `${folder}/ruler.jsonc`;
await writeSpec(spec, rulerSpec(await trainRuler(clearExamples(60), { seed: 1 })));

Deno.test("a learned ruler takes part under --ruler-checkpoint, and infer-ruler shows what it expects", async () => {
  const out = `${folder}/out`;
  const args = ["--batch-file", batch, "--out-dir", out, "--trace-jsonl", `${out}/t.jsonl`];
  const ran = await runScript("run_orchestrator.ts", [...args, "--ruler-checkpoint", spec]);
  assertEquals(ran.code, 0, ran.err);
  const trace = JSON.parse(await Deno.readTextFile(`${out}/t.jsonl`));
  assertEquals(trace.modules.ruler.name, "learned");
  assertEquals(trace.outcome.solved, true);
  const asked = await runScript("infer_ruler.ts", [
    "--batch-file",
    batch,
    "--ruler-checkpoint",
    spec,
  ]);
  assertEquals(asked.code, 0, asked.err);
  assertStringIncludes(asked.out, "geometry");
});

Deno.test("builtin:exploring tries every family, and its traces say what each came to", async () => {
  const out = `${folder}/explore`;
  const args = ["--batch-file", batch, "--out-dir", out, "--trace-jsonl", `${out}/t.jsonl`];
  const ran = await runScript("run_orchestrator.ts", [
    ...args,
    ...["--ruler-checkpoint", "builtin:exploring", "--node-budget", "5000"],
  ]);
  assertEquals(ran.code, 0, ran.err);
  const trace = JSON.parse(await Deno.readTextFile(`${out}/t.jsonl`));
  const searches = trace.iterations[0].searches as { stage: string; nodesToFit?: number }[];
  assertEquals(
    [...new Set(searches.map(({ stage }) => stage))],
    ["closed_form", "enumeration", "rules"],
  );
  assertEquals(searches[0]!.nodesToFit !== undefined, true);
});

Deno.test("a spec of other features is refused in one line", async () => {
  const other = `${folder}/other.jsonc`;
  const text = await Deno.readTextFile(spec);
  const changed = text.replace(
    '"featureVersion": "ruler_features/1"',
    '"featureVersion": "ruler_features/0"',
  );
  await Deno.writeTextFile(other, changed);
  const args = ["--batch-file", batch, "--out-jsonl", `${folder}/r.jsonl`];
  const ran = await runScript("run_orchestrator.ts", [...args, "--ruler-checkpoint", other]);
  assertEquals(ran.code, 2);
  assertEquals(ran.err.trim().split("\n").length, 1, ran.err);
  assertStringIncludes(ran.err, "settings.featureVersion");
  assertStringIncludes(ran.err, "ruler_features/1");
});

Deno.test("training scripts say what is wrong with their traces in one line", async () => {
  await Deno.writeTextFile(`${folder}/empty.jsonl`, "");
  for (const source of [`${folder}/empty.jsonl`, `${folder}/nowhere`]) {
    const ran = await runScript("train_ruler.ts", [source, "--out", `${folder}/never.jsonc`]);
    assertEquals(ran.code, 2, ran.err);
    assertStringIncludes(ran.err, source);
    assertEquals(ran.err.trim().split("\n").length, 1, ran.err);
  }
});

Deno.test("a module that one trace cannot teach is refused in one line", async () => {
  const out = `${folder}/one`;
  const args = ["--batch-file", batch, "--out-dir", out, "--critic-batch-run"];
  assertEquals((await runScript("run_orchestrator.ts", args)).code, 0);
  for (const part of ["describer", "ruler", "student", "critic"]) {
    const ran = await runScript(`train_${part}.ts`, [out, "--out", `${folder}/never.jsonc`]);
    assertEquals(ran.code, 2, `${part}: ${ran.err}`);
    assertStringIncludes(ran.err.trim().split("\n").at(-1)!, "error: expected");
  }
});
