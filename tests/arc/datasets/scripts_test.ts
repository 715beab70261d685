import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  hopelessTask,
  mirrorTask,
  nearTask,
  runScript,
  writeBatch,
} from "../../scripts/_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-dataset-scripts-" });
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
const batch = await writeBatch(`${folder}/tasks.jsonl`, [
  mirrorTask("größe 1"),
  nearTask("near"),
  hopelessTask("never"),
]);
const out = `${folder}/run`;
const base = [
  ...["--batch-file", batch, "--out-dir", out, "--loop-iters", "2", "--candidate-k", "3"],
  ...["--edit-k", "4", "--edit-top-m", "2", "--node-budget", "3000", "--log-level", "error"],
];
const DATASETS = ["critic_ranking_pairs", "critic_blame_locus", "critic_directive_prefs"];

Deno.test("a batch builds what its switches ask for, which the builders build again and validate-ds accepts", async () => {
  const switches = [
    ...["--critic-build-ranking-ds", "--critic-build-blame-ds", "--critic-directive-sweep"],
    ...["--failed-only", "--failed-by", "test", "--M-seeds", "1", "--J-edits", "3"],
  ];
  const ran = await runScript("run_orchestrator.ts", [...base, ...switches]);
  assertEquals(ran.code, 0, ran.err);
  const read = (from: string, name: string) => Deno.readTextFile(`${from}/${name}.jsonl`);
  const rows = await Promise.all(DATASETS.map((name) => read(out, name)));
  assert(rows.every((text) => text !== "" && !text.includes("größe")), ran.out);
  const valid = await runScript("validate_ds.ts", [out]);
  assertEquals([valid.code, valid.err], [0, ""], valid.out);
  assertEquals(valid.out.match(/rows, no fault\n/g)?.length, 3);

  const again = [
    "--traces",
    out,
    "--out-dir",
    `${folder}/again`,
    "--failed-only",
    "--failed-by",
    "test",
  ];
  const sweep = ["--M-seeds", "1", "--J-edits", "3"];
  for (
    const [script, more] of [
      ["build_ranking_ds.ts", []],
      ["build_blame_ds.ts", []],
      ["directive_sweep.ts", sweep],
    ] as const
  ) {
    const built = await runScript(script, [...again, ...more]);
    assertEquals(built.code, 0, built.err);
  }
  const repeated = await Promise.all(DATASETS.map((name) => read(`${folder}/again`, name)));
  assertEquals(repeated, rows);

  const file = `${folder}/again/critic_ranking_pairs.jsonl`;
  await Deno.writeTextFile(
    file,
    repeated[0]!.replace(
      /"label":\d/,
      (label) => label === '"label":1' ? '"label":0' : '"label":1',
    ),
  );
  const wrong = await runScript("validate_ds.ts", [file, "--traces", out]);
  assertEquals(wrong.code, 1, wrong.err);
  assertMatch(wrong.out, /critic_ranking_pairs\.jsonl:1: label: expected \d, found \d\n/);

  const parquet = await runScript("export_ds.ts", ["--format", "parquet", file]);
  assertEquals(parquet.code, 0, parquet.err);
  assertMatch(parquet.out, /critic_ranking_pairs\.parquet: \d+ train, \d+ validation, \d+ test\n$/);
});

const WRONG: readonly [string, string, string[], RegExp][] = [
  [
    "settings nobody asks for",
    "run_orchestrator.ts",
    [...base, "--M-seeds", "2"],
    /--M-seeds changes nothing/,
  ],
  [
    "traces that are not there",
    "build_ranking_ds.ts",
    ["--traces", `${folder}/none`],
    /none: no such file/,
  ],
  ["blame without tasks", "build_blame_ds.ts", ["--traces", folder], /name --batch-file/],
  ["a folder without datasets", "validate_ds.ts", [folder], /expected one of critic_ranking_pairs/],
  ["an export of nothing", "export_ds.ts", ["--format", "hf"], /<dataset> is missing/],
];

for (const [what, script, args, says] of WRONG) {
  Deno.test(`${what}: one line, exit 2`, async () => {
    const { code, out, err } = await runScript(script, args);
    assertEquals([code, out], [2, ""], err);
    assertMatch(err, says);
    assertEquals(err.trimEnd().split("\n").length, 1);
  });
}
