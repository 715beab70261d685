import { assertEquals, assertMatch } from "@std/assert";
import { mirrorTask, runScript, scriptLine, writeBatch } from "./_run_script.ts";

const folder = await Deno.makeTempDir({ prefix: "baton-bad-input-" });
const good = await writeBatch(`${folder}/good.jsonl`, [mirrorTask("a"), mirrorTask("b", 1)]);
const out = ["--out-jsonl", `${folder}/out/results.jsonl`];
const base = ["--batch-file", good, ...out];

/** A batch file whose second row has something changed. */
async function batchWith(
  name: string,
  change: Record<string, unknown> | string,
): Promise<string[]> {
  const path = `${folder}/${name}.jsonl`;
  const second = typeof change === "string"
    ? change
    : JSON.stringify({ ...mirrorTask("b"), ...change });
  await Deno.writeTextFile(path, `${JSON.stringify(mirrorTask("a"))}\n${second}\n`);
  return ["--batch-file", path, ...out];
}

async function spec(name: string, text: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/${name}.jsonc`, text);
  return `${folder}/${name}.jsonc`;
}

const pairOf = (input: unknown) => ({ train: [{ input, output: [[1]] }] });
const wide = Array.from({ length: 31 }, () => Array(31).fill(0));
await Deno.writeTextFile(`${folder}/empty.jsonl`, "");
await Deno.writeTextFile(`${folder}/a_file`, "");

const cases: { name: string; args: string[]; says: RegExp }[] = [
  {
    name: "a missing batch file",
    args: ["--batch-file", `${folder}/none.jsonl`, ...out],
    says: /none\.jsonl: no such file/,
  },
  {
    name: "an empty file",
    args: ["--batch-file", `${folder}/empty.jsonl`, ...out],
    says: /empty\.jsonl: expected at least one task, found none/,
  },
  {
    name: "a line that is not JSON",
    args: await batchWith("torn", "{oops"),
    says: /torn\.jsonl:2: .*JSON/,
  },
  {
    name: "a ragged grid",
    args: await batchWith("ragged", pairOf([[1, 2], [1]])),
    says: /ragged\.jsonl:2: train\[0\]\.input: expected rows of equal length, found 2, 1/,
  },
  {
    name: "a cell of 12",
    args: await batchWith("cell", pairOf([[1, 12]])),
    says: /cell\.jsonl:2: train\[0\]\.input\[0\]\[1\]: expected a cell 0–9, found 12/,
  },
  {
    name: "a 31×31 grid",
    args: await batchWith("wide", pairOf(wide)),
    says: /wide\.jsonl:2: train\[0\]\.input: expected 1–30 rows, found 31/,
  },
  {
    name: "no train pairs",
    args: await batchWith("untrained", { train: [] }),
    says: /untrained\.jsonl:2: train: expected at least one train pair, found none/,
  },
  {
    name: "a duplicate task id",
    args: await batchWith("twice", mirrorTask("a")),
    says: /twice\.jsonl:2: task_id: expected an id that is not on line 1, found "a"/,
  },
  {
    name: "an unknown flag, with the nearest known one",
    args: [...base, "--candidate-kk", "2"],
    says: /unknown flag --candidate-kk, did you mean --candidate-k\?/,
  },
  {
    name: "--candidate-k 0",
    args: [...base, "--candidate-k", "0"],
    says: /--candidate-k: expected a whole number of at least 1, found "0"/,
  },
  {
    name: "--loop-iters two",
    args: [...base, "--loop-iters", "two"],
    says: /--loop-iters: expected a whole number of at least 1, found "two"/,
  },
  {
    name: "a flag of a memory without one",
    args: [...base, "--memory-k", "3"],
    says: /--memory-k needs a memory: set ARC_V3_MEMORY_DIR to its folder/,
  },
  {
    name: "a checkpoint with an unknown kind",
    args: [
      ...base,
      "--ruler-checkpoint",
      await spec("kind", '{"schema":"module.spec/1","module":"ruler","kind":"oracle"}'),
    ],
    says: /kind\.jsonc:1: kind: unknown kind of ruler "oracle"; known: symbolic/,
  },
  {
    name: "a built-in that does not exist",
    args: [...base, "--describer-checkpoint", "builtin:psychic"],
    says: /builtin:psychic: no such built-in describer; known: builtin:symbolic/,
  },
  {
    name: "a checkpoint that names an unknown family",
    args: [
      ...base,
      "--enhanced-ruler-checkpoint",
      await spec(
        "family",
        '{\n"schema": "module.spec/1", "module": "student", "kind": "symbolic",\n' +
          '"settings": {"families": ["luck"]}\n}',
      ),
    ],
    says: /family\.jsonc:3: settings\.families\[0\]: expected .*found "luck"/,
  },
  {
    name: "an unwritable out-dir",
    args: [...base, "--out-dir", `${folder}/a_file/deeper`],
    says: /a_file.*: .*(a file, expected a folder|Not a directory)/,
  },
  {
    name: "no output at all",
    args: ["--batch-file", good],
    says: /--out-jsonl is required/,
  },
  {
    name: "--critic-batch-run without --out-dir",
    args: [...base, "--critic-batch-run"],
    says: /--critic-batch-run writes into --out-dir, which is missing/,
  },
];

Deno.test("run-orchestrator refuses bad input in one line with exit code 2", async (t) => {
  for (const { name, args, says } of cases) {
    await t.step(name, async () => {
      const { code, out, err } = await runScript("run_orchestrator.ts", args);
      assertEquals(err.trimEnd().split("\n").length, 1, err);
      assertMatch(err, says);
      assertEquals([code, out], [2, ""]);
    });
  }
});

Deno.test("run-orchestrator refuses an out-dir that belongs to another run", async () => {
  const args = [...base, "--out-dir", `${folder}/mine`, "--node-budget", "2000", "--workers", "1"];
  const first = await runScript("run_orchestrator.ts", args);
  assertEquals(first.code, 0, first.err);
  const other = await runScript("run_orchestrator.ts", [...args, "--seed", "7"]);
  assertEquals(other.code, 2);
  assertMatch(other.err, /^error: .*mine: belongs to another run \(seed main was 0, now 7\)/);
  assertEquals(other.err.trimEnd().split("\n").length, 1);
});

Deno.test({
  name:
    "run-orchestrator ends with exit code 1 and one line when the disk takes no more, resumable",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const args = ["--batch-file", good, "--out-dir", `${folder}/full`, "--node-budget", "2000"];
    const { spawnargs } = scriptLine("run_orchestrator.ts", [...args, "--log-level", "error"]);
    // A file size limit fails a write halfway, as a full disk does, and needs no privileges.
    const limited = new Deno.Command("bash", {
      args: ["-c", 'trap "" XFSZ; ulimit -f 4; exec "$@"', "limited", ...spawnargs],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    });
    const { code, stderr } = await limited.output();
    assertEquals(
      new TextDecoder().decode(stderr),
      `error: ${folder}/full/units.jsonl: the file grew ` +
        "larger than the file system allows\n",
    );
    assertEquals(code, 1);
    const again = await runScript("run_orchestrator.ts", [...args, "--resume"]);
    assertEquals(again.code, 0, again.err);
    assertMatch(again.out, /2 of 2 tasks/);
  },
});

globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
