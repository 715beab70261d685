import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import * as z from "zod";
import { openAiSettingsSchema } from "../../../lib/substrate/models/openai_settings.ts";
import { readManifest } from "../../../lib/substrate/runs/run_folder.ts";
import type { PhaseDefinition } from "../../../lib/taxonomy/phases/phase.ts";
import { candidateRecord } from "../../../lib/taxonomy/records/candidate.ts";
import { loadModelSpecs } from "../../../lib/taxonomy/run/model_specs.ts";
import { scripted } from "../../substrate/models/scripted_endpoint.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { lastingFiles, runToy } from "../_toy.ts";

/** S3 of these tests asks a model about every label, and keeps those it says yes to. */
const asking = (phases: readonly PhaseDefinition[]): readonly PhaseDefinition[] =>
  phases.map((phase): PhaseDefinition =>
    phase.name !== "S3" ? phase : {
      ...phase,
      modules: { verifier: { form: "vote", answer: z.strictObject({ yes: z.boolean() }) } },
      run: async function* (context) {
        yield* context.step("ask", async function* (step) {
          const out = step.output("candidates", candidateRecord);
          for await (const candidate of step.read("S2", "candidates", candidateRecord)) {
            const messages = [{ role: "user" as const, content: candidate.label }];
            const answer = await context.ask({ module: "verifier", messages, trial: 0 });
            step.count({ in: 1, ...(answer.ok ? { ok: 1 } : { failed: 1 }) });
            if (answer.ok && (answer.value as { yes: boolean }).yes) await out.write(candidate);
            yield { kind: "progress", phase: "S3", step: "ask", done: 1 };
          }
        });
      },
    }
  );

const settings = (baseUrl: string, model = "scripted") =>
  openAiSettingsSchema.parse({
    baseUrl,
    model,
    retries: 0,
    prices: { inputPerMillion: 1000, outputPerMillion: 1000 },
  });
const yes = { kind: "answer", content: '{"yes":true}' } as const;

Deno.test("a phase's model is asked through the run's cache; tokens and money stand in the manifest", () =>
  inTempFolder(async (runs) => {
    await using endpoint = scripted(() => yes);
    const models = { verifier: { settings: settings(endpoint.baseUrl), digest: "a" } };
    const first = await runToy({ runs, models, phases: asking });
    assertEquals([first.error, endpoint.seen.length], [undefined, 8]);
    const { phases } = (await readManifest(`${first.folder}/manifest.json`))!;
    const { costUsd, ...tokens } = phases[3]!.usage!.verifier!;
    assertEquals(tokens, { calls: 8, inputTokens: 800, outputTokens: 80 });
    assertMatch(costUsd.toFixed(3), /^0\.880$/);
    assertEquals(phases[2]!.usage, undefined);
    await runToy({ runs, models, phases: asking, resumePhase: "S3" });
    assertEquals(endpoint.seen.length, 8);
  }));

Deno.test("another model is another run, and takes nothing over that the model decided", () =>
  inTempFolder(async (runs) => {
    await using endpoint = scripted(() => yes);
    const run = (digest: string, base?: string) =>
      runToy({
        runs,
        models: { verifier: { settings: settings(endpoint.baseUrl, digest), digest } },
        phases: asking,
        ...(base === undefined ? {} : { base }),
      });
    const first = await run("a");
    const second = await run("b", first.runId);
    assertEquals([second.executed, endpoint.seen.length], [[], 16]);
    const changed = await runToy({
      runs,
      run: first.runId,
      models: { verifier: { settings: settings(endpoint.baseUrl), digest: "c" } },
      phases: asking,
    });
    assertMatch(
      changed.error!.message,
      /cannot be resumed: option models was {"verifier":"a"}, now {"verifier":"c"}/,
    );
  }));

Deno.test("a run that reaches its cost limit stops, sets nothing aside, and goes on with more to the same bytes", () =>
  inTempFolder(async (temp) => {
    await using endpoint = scripted(() => yes);
    const spec = openAiSettingsSchema.parse({ ...settings(endpoint.baseUrl), maxTokens: 1000 });
    const options = { models: { verifier: { settings: spec, digest: "a" } }, phases: asking };
    const whole = await runToy({ runs: `${temp}/whole`, ...options });
    const runs = `${temp}/cut`;
    const cut = await runToy({ runs, ...options, maxCostUsd: 1.5 });
    assertMatch(cut.error!.message, /^the cost limit is reached/);
    const manifest = await readManifest(`${cut.folder}/manifest.json`);
    assertEquals([manifest?.exit?.code, manifest?.phases[3]?.state], [1, "interrupted"]);
    const before = endpoint.seen.length;
    const resumed = await runToy({ runs, ...options, maxCostUsd: 10 });
    assertEquals(resumed.error, undefined);
    assertEquals(endpoint.seen.length < before + 8, true);
    assertEquals(
      withoutCalls(await lastingFiles(resumed.folder)),
      withoutCalls(await lastingFiles(whole.folder)),
    );
  }));

Deno.test("answers that fail are counted, and the phase goes on", () =>
  inTempFolder(async (runs) => {
    await using endpoint = scripted((_, at) => at === 0 ? { kind: "status", status: 400 } : yes);
    const models = { verifier: { settings: settings(endpoint.baseUrl), digest: "a" } };
    const { folder } = await runToy({ runs, models, phases: asking });
    const { phases } = (await readManifest(`${folder}/manifest.json`))!;
    assertEquals(phases[3]!.counters, { in: 8, ok: 7, failed: 1, quarantined: 0 });
  }));

Deno.test("specs: symbolic means no model; a key that is not set and an unknown kind are refused by name", () =>
  inTempFolder(async (folder) => {
    const spec = `${folder}/verifier.jsonc`;
    const write = (value: object) => Deno.writeTextFile(spec, JSON.stringify(value));
    const load = () =>
      loadModelSpecs({
        specs: { verifier: spec },
        readKey: (name) => name === "KEY" ? "k" : undefined,
      });
    const base = { schema: "module.spec/1", module: "verifier", kind: "openai-compatible" };
    const endpoint = { baseUrl: "http://localhost/v1", model: "m" };
    await write({ ...base, settings: { ...endpoint, apiKeyEnv: "KEY" } });
    assertEquals((await load()).verifier?.apiKey, "k");
    await write({ ...base, settings: { ...endpoint, apiKeyEnv: "OTHER" } });
    await assertRejects(load, Error, `${spec}: apiKeyEnv: OTHER is not set in the environment`);
    await write({ ...base, kind: "magic" });
    await assertRejects(
      load,
      Error,
      'unknown kind of verifier "magic"; known: symbolic, openai-compatible',
    );
    await write({ ...base, module: "extractor" });
    await assertRejects(load, Error, '"verifier"');
  }));

/** The account of calls names attempts and is left out where runs were cut at different places. */
function withoutCalls(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([name]) => name !== "/model_calls.jsonl"));
}
