import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { z } from "zod";
import { parseOptions } from "../../lib/cli/mod.ts";
import { passesFlag, searchFlags } from "../../scripts/_proof_flags.ts";
import { executionOf, searchSettings } from "../../scripts/_proof_search.ts";
import { inTempFolder } from "../substrate/_temp_folder.ts";
import { runTask } from "./_run_proof.ts";

const command = {
  name: "search",
  summary: "searches.",
  flags: z.object({ ...searchFlags, ...passesFlag }),
};
function parsed(...args: string[]) {
  const result = parseOptions(command, args);
  if (result.kind !== "run") throw new Error("no options");
  return result.options;
}

Deno.test("each flag of a search changes the setting it is named for, and nothing else", () => {
  const before = searchSettings(parsed());
  const cases: [string, string, keyof typeof before, unknown][] = [
    ["--seed", "7", "seed", 7],
    ["--policy", "thompson", "policy", "thompson"],
    ["--speculate", "3", "width", 3],
    ["--head-start", "0", "headStart", 0],
    ["--heartbeats", "9", "heartbeats", 9],
    ["--round-size", "2", "roundSize", 2],
    ["--retries", "4", "retries", 4],
  ];
  for (const [flag, value, key, expected] of cases) {
    assertNotEquals(before[key], expected);
    assertEquals(searchSettings(parsed(flag, value)), { ...before, [key]: expected });
  }
  assertEquals(searchSettings(parsed("--no-cache")), { ...before, cache: false });
});

Deno.test("what the machine may do is decided by flags over variables over defaults", () => {
  const variables = {
    ...{ ORCH_PROFILE: "0", ORCH_CPU_TARGET: "0.25", ORCH_MAX_LIGHT: "3", ORCH_MAX_HEAVY: "5" },
  };
  const usual = { profile: 2, cpuTarget: 1, maxLight: 8, maxHeavy: 2, leanWorkers: 1 };
  assertEquals(executionOf(parsed(), () => undefined), { ...usual });
  const set = executionOf(parsed(), (name) => variables[name as keyof typeof variables]);
  assertEquals(set, { profile: 0, cpuTarget: 0.25, maxLight: 3, maxHeavy: 5, leanWorkers: 1 });
  const flags = parsed(
    ...["--profile", "1", "--cpu-target", "0.75", "--max-light", "2", "--max-heavy", "1"],
    ...["--lean-workers", "2"],
  );
  assertEquals(executionOf(flags, (name) => variables[name as keyof typeof variables]), {
    ...{ profile: 1, cpuTarget: 0.75, maxLight: 2, maxHeavy: 1, leanWorkers: 2 },
  });
});

Deno.test("proof-bank and proof-bg refuse bad input in one line, before any Lean is fetched", async () => {
  await inTempFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/bad.jsonl`, '{"id":"a","goal":"1 = 1","priority":7}\n');
    await Deno.writeTextFile(`${folder}/file`, "");
    const ledger = ["--ledger", `${folder}/ledger.db`];
    const nowhere = { BATON_CACHE_DIR: `${folder}/file/cache` };
    const cases: [string, string[], Record<string, string>, RegExp][] = [
      ["proof-bank", ["--strategies", "mirco"], {}, /unknown strategy "mirco"; known: micro/],
      ["proof-bg", ["--strategies", "micro,luck"], {}, /unknown strategy "luck"/],
      ["proof-bank", [], { ORCH_PROFILE: "9" }, /ORCH_PROFILE: expected 0, 1 or 2, found "9"/],
      ["proof-bg", [], { ORCH_CPU_TARGET: "50" }, /ORCH_CPU_TARGET: expected .*found "50"/],
      ["proof-bank", [], { ORCH_MAX_LIGHT: "many" }, /ORCH_MAX_LIGHT: expected a whole number/],
      ["proof-bank", [], { ORCH_MAX_HEAVY: "0" }, /ORCH_MAX_HEAVY: expected a whole number/],
      ["proof-bank", ["--goals", `${folder}/none.jsonl`], {}, /none\.jsonl: no such file/],
      ["proof-bank", ["--goals", `${folder}/bad.jsonl`], {}, /bad\.jsonl:1: priority: .*found 7/],
      ["proof-bank", ["--timeout", "0"], {}, /--timeout: expected a number of at least 1/],
      ["proof-bg", ["--duration", "long"], {}, /--duration: expected a number/],
      ["proof-bg", ["--lease", "0"], {}, /--lease: expected a number of at least 1/],
      ["proof-bank", [" "], {}, /the goal is empty/],
      ["proof-bank", ["1 = 1"], nowhere, /file.*(not a folder|Not a directory|expected a folder)/i],
      ["proof-minimize", ["1 = 1"], {}, /a goal and --proof or --proof-file belong together/],
      ["proof-fulfil", ["lem-1"], {}, /give either --proof or --proof-file/],
    ];
    for (const [task, args, env, says] of cases) {
      const { code, out, err } = await runTask(task, [...args, ...ledger], env);
      assertMatch(err.trimEnd().split("\n").at(-1)!, says);
      assertEquals([[1, 2].includes(code), out], [true, ""], `${task} ${args}: ${err}`);
    }
  });
});

/** A folder on the path whose `lean` says its version and nothing else. */
async function withLean(use: (folder: string, path: string) => Promise<void>) {
  await inTempFolder(async (folder) => {
    await Deno.mkdir(`${folder}/bin`);
    const says = "Lean (version 4.24.0, x86_64, commit 797c613eb9b6, Release)";
    await Deno.writeTextFile(`${folder}/bin/lean`, `#!/bin/sh\necho "${says}"\n`, { mode: 0o755 });
    await use(folder, `${folder}/bin`);
  });
}

Deno.test("every proof command takes its Lean from --lean, else ORCH_LEAN; a missing one is one clear line", async () => {
  await inTempFolder(async (folder) => {
    const ledger = ["--ledger", `${folder}/ledger.db`];
    const tasks: [string, string[]][] = [
      ["proof-bank", ["1 = 1", ...ledger, "--results", folder]],
      ["proof-bg", ["--duration", "5", ...ledger]],
      ["proof-minimize", ["1 = 1", "--proof", "by rfl", ...ledger]],
      ["proof-dojo", ["1 = 1"]],
      ["core-reprove", ["--out-dir", `${folder}/reprove`]],
    ];
    const nowhere = { PATH: `${folder}/no/bin`, BATON_CACHE_DIR: `${folder}/cache` };
    for (const [task, args] of tasks) {
      const flagged = await runTask(task, [...args, "--lean", "file"], nowhere);
      const set = await runTask(task, args, { ...nowhere, ORCH_LEAN: "file" });
      for (const { code, out, err } of [flagged, set]) {
        assertMatch(
          err,
          /error: no native Lean: lean cannot be started; install elan, or [^\n]+\n$/,
        );
        assertEquals([code, out], [1, ""], `${task}: ${err}`);
      }
      const wrong = await runTask(task, args, { ...nowhere, ORCH_LEAN: "coq" });
      assertMatch(wrong.err, /ORCH_LEAN: expected one of auto, wasm, repl, file, found "coq"\n$/);
      assertEquals(wrong.code, 2);
    }
    const project = await runTask("proof-dojo", ["1 = 1", "--lean-project", folder], nowhere);
    assertMatch(project.err, /no native Lean: lake cannot be started \(project .*\)/);
  });
});

Deno.test("core-reprove says in one line that a native Lean does not list its theorems", async () => {
  await withLean(async (folder, path) => {
    const args = ["--out-dir", `${folder}/reprove`, "--lean", "file"];
    const { code, err } = await runTask("core-reprove", args, { PATH: `${path}:/usr/bin:/bin` });
    assertMatch(err, /error: core-reprove .*the file backend does not list them; .*--lean wasm\n$/);
    assertEquals(code, 2);
  });
});

Deno.test("the models of strategies are read from their flags, before any Lean is fetched", async () => {
  await inTempFolder(async (folder) => {
    const spec = `${folder}/copilot.jsonc`;
    const settings = { baseUrl: "http://127.0.0.1:9/v1", model: "m" };
    const frame = { schema: "module.spec/1", module: "copilot", kind: "openai-compatible" };
    await Deno.writeTextFile(spec, JSON.stringify({ ...frame, settings }));
    const ledger = ["--ledger", `${folder}/ledger.db`];
    const cases: [string, string[], RegExp][] = [
      ["proof-bank", ["--sketch-checkpoint", `${folder}/none.jsonc`], /none\.jsonc: no such file/],
      [
        "proof-bg",
        ["--embedding-checkpoint", spec],
        /copilot\.jsonc:1: module: expected "embedding"/,
      ],
      ["proof-bg", ["--sketch-checkpoint", spec], /copilot\.jsonc:1: module: expected "sketch"/],
      [
        "proof-bank",
        ["--copilot-checkpoint", spec, "--max-cost-usd", "1"],
        /--max-cost-usd needs prices in the spec of the copilot \(m\)/,
      ],
    ];
    for (const [task, args, says] of cases) {
      const { code, out, err } = await runTask(task, [...args, ...ledger]);
      assertMatch(err.trimEnd().split("\n").at(-1)!, says);
      assertEquals([code, out], [2, ""], `${task} ${args}: ${err}`);
    }
  });
});
