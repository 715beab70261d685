import { assert, assertEquals, assertMatch } from "@std/assert";
import { openAiSettingsSchema } from "../../../lib/substrate/models/openai_settings.ts";
import { readManifest } from "../../../lib/substrate/runs/run_folder.ts";
import { storedConcepts } from "../../../lib/taxonomy/run/stored_rows.ts";
import { findRun } from "../../../lib/taxonomy/run/stored_run.ts";
import { quarantineItems } from "../../../lib/taxonomy/quarantine/quarantine_items.ts";
import { replayQuarantine } from "../../../lib/taxonomy/quarantine/replay_quarantine.ts";
import { scripted } from "../../substrate/models/scripted_endpoint.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { forgetfulDisk as fs } from "../_forgetful_disk.ts";
import { REAL_FILES, realOptions, runReal } from "../_real_run.ts";
import { toyCorpus } from "../_toy.ts";

const modelAt = (baseUrl: string) => ({
  settings: openAiSettingsSchema.parse({
    baseUrl,
    model: "scripted",
    retries: 0,
    prices: { inputPerMillion: 1, outputPerMillion: 1 },
  }),
  digest: "a",
});
const json = (value: unknown) => ({ kind: "answer" as const, content: JSON.stringify(value) });

/** Prose in which no pattern finds a definition. */
const PROSE = {
  "a.txt": "We asked what nature is made of: science, of course\n" +
    "Those who look at matter and energy do physics, they said\n" +
    "Light belongs to optics, and so to the physicists\n",
};
const TERMS: readonly (readonly [RegExp, string, string])[] = [
  [/nature/, "science", "a discipline that studies nature"],
  [/matter/, "physics", "the branch of science that studies matter"],
  [/Light/, "optics", "the branch of physics that studies light"],
];

Deno.test("a model proposes candidates from prose that no pattern reads; what it fails on is set aside, and replayed when it answers", () =>
  inTempFolder(async (runs) => {
    let broken = true;
    await using endpoint = scripted(({ body }) => {
      const text = String(body.messages.at(-1).content);
      if (broken && /Light/.test(text)) return { kind: "status", status: 400 };
      const terms = TERMS.filter(([known]) => known.test(text))
        .map(([, label, definition]) => ({ label, definition }));
      return json({ terms });
    });
    const corpus = toyCorpus(PROSE);
    const none = await runReal({ runs: `${runs}/none`, corpus, fs });
    assertMatch(none.error!.message, /S1 found no candidate/);
    const models = { extractor: modelAt(endpoint.baseUrl) };
    const { runId, error, folder } = await runReal({ runs, corpus, models, fs });
    assertEquals(error, undefined);
    const labels = async () =>
      (await storedConcepts(await findRun(runId, { runs }))).map((one) => one.canonicalLabel);
    assertEquals(await labels(), ["science", "physics"]);
    const stored = await findRun(runId, { runs });
    const aside = await Array.fromAsync(quarantineItems(stored));
    assertEquals(aside.map(({ phase, reasonCode }) => [phase, reasonCode]), [
      ["S1", "extractor_failed"],
    ]);
    const { phases } = (await readManifest(`${folder}/manifest.json`))!;
    assertEquals(phases[1]!.counters.quarantined, 1);
    assertEquals(phases[1]!.usage!.extractor!.calls, 3);
    assert(phases[1]!.usage!.extractor!.inputTokens > 0);
    assertEquals([phases[0]!.usage, phases[3]!.usage], [undefined, undefined]);
    broken = false;
    const asked = endpoint.seen.length;
    const replay = replayQuarantine(stored, await realOptions({ runs, corpus, models, fs }));
    let next = await replay.next();
    while (!next.done) next = await replay.next();
    assertEquals([next.value.released.size, next.value.held.size], [1, 0]);
    // What was answered is in the run's cache; only what failed is asked again.
    assertEquals(endpoint.seen.length - asked, 1);
    assertEquals(await labels(), ["science", "physics", "optics"]);
  }));

Deno.test("votes of a model drop labels; labels of several words bypass it, and both are counted", () =>
  inTempFolder(async (runs) => {
    await using endpoint = scripted(({ body }) => {
      const isConcept = !/"optics"/.test(String(body.messages.at(-1).content));
      return json({ isConcept, reason: "scripted" });
    });
    const corpus = toyCorpus({
      "a.txt": REAL_FILES["a.txt"] + "fibre optics: the branch of optics of thin threads\n" +
        "wave physics: the branch of physics that studies waves\n",
    });
    const models = { verifier: modelAt(endpoint.baseUrl) };
    const { folder, runId, error } = await runReal({ runs, corpus, models, fs });
    assertEquals(error, undefined);
    const tree = await storedConcepts(await findRun(runId, { runs }));
    const labels = tree.map((one) => one.canonicalLabel);
    assert(labels.includes("wave physics") && !labels.includes("optics"), labels.join());
    const metrics = JSON.parse(await Deno.readTextFile(`${folder}/S3/verify/metrics.jsonl`));
    const { asked, bypassed, checked } = metrics;
    // science, physics, magnetism and optics are asked about, three times each.
    assertEquals([asked, bypassed, checked], [4, 2, 7]);
    const { phases } = (await readManifest(`${folder}/manifest.json`))!;
    assertEquals(phases[3]!.usage!.verifier!.calls, 12);
    assert(phases[3]!.usage!.verifier!.costUsd > 0);
  }));
