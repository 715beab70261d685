import { assert, assertEquals, assertMatch } from "@std/assert";
import { readManifest } from "../../../lib/substrate/runs/run_folder.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { lastingFiles, runToy, TOY_FILES, toyCorpus, toyPolicies } from "../_toy.ts";

const ALL = [
  "S0/a.txt",
  "S0/b.txt",
  "S1/L0",
  "S1/L1",
  "S1/L2",
  "S1/L3",
  "S2/consolidate",
  "S3/verify",
  "assembly/assemble",
];
const rejected = (run: Awaited<ReturnType<typeof runToy>>) =>
  run.events.flatMap((event) =>
    event.kind === "rejected" ? [`${event.phase} ${event.reason}`] : []
  );

Deno.test("a run executes every step once; a second run of a finished one touches nothing", () =>
  inTempFolder(async (runs) => {
    const first = await runToy({ runs });
    assertEquals([first.error, first.executed], [undefined, ALL]);
    const before = await Deno.readTextFile(`${first.folder}/manifest.json`);
    const manifest = await readManifest(`${first.folder}/manifest.json`);
    assertEquals(manifest?.exit, { code: 0, reason: "done" });
    assertEquals(manifest?.phases.map(({ name, state, counters }) => [name, state, counters]), [
      ["S0", "done", { in: 12, ok: 11, failed: 0, quarantined: 1 }],
      ["S1", "done", { in: 8, ok: 8, failed: 0, quarantined: 0 }],
      ["S2", "done", { in: 8, ok: 8, failed: 0, quarantined: 0 }],
      ["S3", "done", { in: 8, ok: 7, failed: 0, quarantined: 0 }],
      ["assembly", "done", { in: 7, ok: 6, failed: 0, quarantined: 1 }],
    ]);
    const second = await runToy({ runs });
    assertEquals(second.executed, []);
    assertEquals(second.events.map((event) => event.kind), ["run_finished"]);
    assertEquals(await Deno.readTextFile(`${first.folder}/manifest.json`), before);
  }));

Deno.test("--resume-phase S2 executes S2, S3 and assembly, and leaves what comes before as it is", () =>
  inTempFolder(async (runs) => {
    const { folder } = await runToy({ runs });
    const before = await lastingFiles(folder);
    const stamp = (await Deno.stat(`${folder}/S1/checkpoint.json`)).mtime;
    const again = await runToy({ runs, resumePhase: "S2" });
    assertEquals(again.executed, ALL.slice(6));
    assertEquals(await lastingFiles(folder), before);
    assertEquals((await Deno.stat(`${folder}/S1/checkpoint.json`)).mtime, stamp);
  }));

Deno.test("--resume-phase refuses to stand on a phase that is not done, and names it", () =>
  inTempFolder(async (runs) => {
    const { folder } = await runToy({ runs, lastPhase: "S0" });
    const { error } = await runToy({ runs, resumePhase: "S2" });
    assertEquals(
      error?.message,
      `${folder}: S1 has no checkpoint; resume from S1, or without --resume-phase`,
    );
  }));

Deno.test("a run that stopped after S0 goes on from there; --force does everything anew", () =>
  inTempFolder(async (runs) => {
    const part = await runToy({ runs, lastPhase: "S0" });
    assertEquals(part.executed, ALL.slice(0, 2));
    assertEquals((await runToy({ runs })).executed, ALL.slice(2));
    assertEquals((await runToy({ runs, force: true })).executed, ALL);
  }));

Deno.test("a failed phase's outputs are set aside, later phases skipped, and the manifest says why", () =>
  inTempFolder(async (runs) => {
    await runToy({ runs });
    const failed = await runToy({ runs, resumePhase: "S2", failAt: "S3" });
    assertMatch(failed.error!.message, /^the S3 of this test fails$/);
    const manifest = await readManifest(`${failed.folder}/manifest.json`);
    assertEquals(manifest?.exit, { code: 1, reason: "S3 failed: the S3 of this test fails" });
    assertEquals(manifest?.phases.map(({ state, reason }) => [state, reason]), [
      ["done", undefined],
      ["done", undefined],
      ["done", undefined],
      ["failed", "the S3 of this test fails"],
      ["skipped", "S3 failed"],
    ]);
    const aside = [...Deno.readDirSync(`${failed.folder}/quarantine`)].map(({ name }) => name);
    assertEquals(aside, ["S3-attempt-2"]);
    const { executed } = await runToy({ runs });
    assertEquals(executed, ALL.slice(7));
  }));

Deno.test("a precondition that does not hold fails its phase with the reason", () =>
  inTempFolder(async (runs) => {
    const { error } = await runToy({ runs, corpus: toyCorpus({ "a.txt": "x\n" }) });
    assertEquals(error?.message, "S1 cannot begin: no record came out of S0");
    const none = await runToy({ runs, corpus: toyCorpus({}) });
    assertEquals(none.error?.message, "the corpus is empty: no document");
  }));

Deno.test("a damaged checkpoint, and a changed output, are named, and only that phase is done again", () =>
  inTempFolder(async (runs) => {
    const { folder } = await runToy({ runs });
    const before = await lastingFiles(folder);
    const path = `${folder}/S2/checkpoint.json`;
    const text = await Deno.readTextFile(path);
    for (
      const [broken, says] of [
        [text.slice(0, 100), "S2 has a damaged checkpoint (it is not JSON)"],
        [
          text.replace('"ok": 8', '"ok": 9'),
          "S2 has a damaged checkpoint (its digest does not fit)",
        ],
        [
          "[]",
          "S2 has a damaged checkpoint (checkpoint.json: expected a record taxonomy.checkpoint/1, found [])",
        ],
      ] as const
    ) {
      await Deno.writeTextFile(path, broken);
      const again = await runToy({ runs });
      assertEquals([rejected(again), again.executed], [[says], []]);
      assertEquals(await lastingFiles(folder), before);
    }
    await Deno.writeTextFile(`${folder}/S1/L2/candidates.jsonl`, "");
    const again = await runToy({ runs });
    assertMatch(
      rejected(again)[0]!,
      /^S1 has an output that was changed: S1\/L2\/candidates\.jsonl/,
    );
    assertEquals([again.executed, await lastingFiles(folder)], [["S1/L2"], before]);
  }));

Deno.test("a missing checkpoint in the middle is named, and nothing that is there is done again", () =>
  inTempFolder(async (runs) => {
    const { folder } = await runToy({ runs });
    const before = await lastingFiles(folder);
    await Deno.remove(`${folder}/S1/checkpoint.json`);
    const again = await runToy({ runs });
    assertEquals([rejected(again), again.executed], [["S1 has no checkpoint"], []]);
    assertEquals(await lastingFiles(folder), before);
    await Deno.remove(`${folder}/S1`, { recursive: true });
    const anew = await runToy({ runs });
    assertEquals([rejected(anew), anew.executed], [["S1 has no checkpoint"], ALL.slice(2, 6)]);
    assertEquals(await lastingFiles(folder), before);
  }));

Deno.test("a checkpoint of another run is named and not believed", () =>
  inTempFolder(async (runs) => {
    const mine = await runToy({ runs });
    const other = await runToy({ runs, seed: 1 });
    assert(mine.runId !== other.runId);
    await Deno.copyFile(`${other.folder}/S1/checkpoint.json`, `${mine.folder}/S1/checkpoint.json`);
    const again = await runToy({ runs });
    assertEquals(rejected(again), [`S1 has the checkpoint of another run (${other.runId})`]);
  }));

Deno.test("changed inputs are named: content, a file that came, one that went", () =>
  inTempFolder(async (runs) => {
    const { runId: run, folder } = await runToy({ runs });
    const hint = `; \`run --base ${run}\` makes a new one of what there is now`;
    const { "b.txt": b, ...rest } = TOY_FILES;
    for (
      const [files, says] of [
        [
          { ...TOY_FILES, "b.txt": `${b}2 waves < physics\n` },
          "input b.txt has other content (6 rows, now 7)",
        ],
        [{ ...TOY_FILES, "c.txt": "0 art\n" }, "input c.txt is new"],
        [rest, "input b.txt is gone"],
      ] as const
    ) {
      const { error } = await runToy({ runs, run, corpus: toyCorpus(files) });
      assertEquals(error?.message, `${folder}: cannot be resumed: ${says}${hint}`);
    }
  }));

Deno.test("a run of a changed corpus takes over what did not change, and equals a run from nothing", () =>
  inTempFolder(async (runs) => {
    const { runId: base } = await runToy({ runs: `${runs}/a` });
    const files = {
      ...TOY_FILES,
      "b.txt": TOY_FILES["b.txt"]!.replace("2 rare thing < physics\n", ""),
    };
    const corpus = toyCorpus(files);
    const incremental = await runToy({ runs: `${runs}/a`, base, corpus });
    assertEquals(incremental.executed, ALL.filter((step) => step !== "S0/a.txt"));
    const full = await runToy({ runs: `${runs}/b`, corpus });
    const without = async (folder: string) => {
      const files = new Map(await lastingFiles(folder));
      const { parentRunId, ...manifest } = JSON.parse(files.get("/manifest.json")!);
      files.set("/manifest.json", JSON.stringify(manifest));
      return { files, parentRunId };
    };
    const [ours, theirs] = [await without(incremental.folder), await without(full.folder)];
    assertEquals(ours.files, theirs.files);
    assertEquals([ours.parentRunId, theirs.parentRunId], [base, undefined]);
  }));

const drift = (run: Awaited<ReturnType<typeof runToy>>) =>
  run.events.flatMap((event) => event.kind === "drift" ? [event.text] : []);
const THRESHOLD = "levelThresholds.L2.minRecords";
const LINE = `${THRESHOLD} 1 → 2: read by S2; downstream S3, assembly; untouched S0, S1`;

Deno.test("pin ignores a changed policy and says so; strict refuses; float makes a child run of just what it touches", () =>
  inTempFolder(async (runs) => {
    const first = await runToy({ runs });
    const before = await lastingFiles(first.folder);
    const policies = await toyPolicies({ [THRESHOLD]: 2 });
    const pinned = await runToy({ runs, policies });
    assertEquals([drift(pinned), pinned.executed, pinned.runId], [[LINE], [], first.runId]);
    const strict = await runToy({ runs, policies, mode: "strict" });
    assertEquals(strict.error?.message, `${first.folder}: policies changed: ${LINE}`);
    const child = await runToy({ runs, policies, mode: "float" });
    assertEquals([drift(child), child.executed], [[LINE], ALL.slice(6)]);
    assert(child.runId !== first.runId);
    const manifest = await readManifest(`${child.folder}/manifest.json`);
    assertEquals([manifest?.parentRunId, manifest?.policies?.drift], [first.runId, [LINE]]);
    assertEquals(await lastingFiles(first.folder), before);
    const whole = await runToy({ runs: `${runs}/anew`, policies });
    for (const path of ["/assembly/assemble/concepts.jsonl", "/S2/consolidate/decisions.jsonl"]) {
      const ours = (await lastingFiles(child.folder)).get(path);
      assertEquals(ours, (await lastingFiles(whole.folder)).get(path));
    }
    const again = await runToy({ runs, policies, mode: "float" });
    assertEquals([again.executed, again.runId], [[], child.runId]);
    const resumed = await runToy({ runs, policies, run: child.runId, mode: "strict" });
    assertEquals([resumed.error, resumed.executed], [undefined, []]);
  }));

Deno.test("a policy that no phase of the run reads re-runs nothing, whatever the mode", () =>
  inTempFolder(async (runs) => {
    await runToy({ runs });
    const child = await runToy({
      runs,
      policies: await toyPolicies({ "llm.votes": 9 }),
      mode: "float",
    });
    assertEquals([drift(child), child.executed], [
      ["llm.votes 3 → 9: read by no phase of this run"],
      [],
    ]);
  }));

Deno.test("an interrupted run says so, sets nothing aside and goes on", () =>
  inTempFolder(async (runs) => {
    const stop = new AbortController();
    const corpus = toyCorpus(TOY_FILES);
    const parts = corpus.parts.map((part, at) => ({
      ...part,
      read: async function* (options: Parameters<typeof part.read>[0]) {
        if (at === 1) stop.abort(new DOMException("stop", "AbortError"));
        yield* part.read(options);
      },
    }));
    const cut = await runToy({ runs, corpus: { ...corpus, parts }, signal: stop.signal });
    assertEquals(cut.error?.name, "AbortError");
    const manifest = await readManifest(`${cut.folder}/manifest.json`);
    assertEquals([manifest?.exit?.code, manifest?.phases[0]?.state], [130, "interrupted"]);
    assertEquals((await runToy({ runs })).executed, ALL.slice(1));
  }));
