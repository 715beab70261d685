import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import * as z from "zod";
import {
  type ModelAnswer,
  type ModelDesk,
  type ModelDeskOptions,
  ModelStop,
  openAiSettingsSchema,
  openModelDesk,
} from "../../../lib/substrate/models/mod.ts";
import { systemClock, UserError } from "../../../lib/substrate/values/mod.ts";
import { inTempFolder } from "../_temp_folder.ts";
import { type Act, scripted, type ScriptedEndpoint } from "./scripted_endpoint.ts";

const KEY = "sk-very-secret-0123456789";
const answer = z.strictObject({ word: z.string() });
const good: Act = { kind: "answer", content: '{"word":"yes"}' };
const YES: ModelAnswer = { ok: true, value: { word: "yes" } };

interface Setup {
  readonly endpoint: ScriptedEndpoint;
  readonly path: string;
  readonly settings?: Record<string, unknown>;
  readonly options?: Partial<ModelDeskOptions>;
}

function deskOf({ endpoint, path, settings = {}, options = {} }: Setup): Promise<ModelDesk> {
  return openModelDesk({
    path,
    clock: systemClock,
    backoff: { firstMs: 1, maxMs: 50 },
    modules: {
      ruler: {
        settings: openAiSettingsSchema.parse({
          baseUrl: endpoint.baseUrl,
          model: "m",
          apiKeyEnv: "SOME_KEY",
          timeoutMs: 2000,
          ...settings,
        }),
        form: "word",
        answer,
        apiKey: KEY,
      },
    },
    ...options,
  });
}

const question = (text: string, trial = 0) => ({
  module: "ruler",
  messages: [{ role: "user" as const, content: text }],
  trial,
});

/** Asks once an endpoint that plays these acts in turn, the last one for ever. */
async function once(
  acts: readonly Act[],
  settings: Record<string, unknown> = {},
): Promise<
  { answer: ModelAnswer; calls: number; file: string; desk: ModelDesk; stop: ModelStop | undefined }
> {
  let result: Awaited<ReturnType<typeof once>> | undefined;
  await inTempFolder(async (folder) => {
    await using endpoint = scripted((_, i) => acts[Math.min(i, acts.length - 1)]!);
    const path = `${folder}/calls.jsonl`;
    const desk = await deskOf({ endpoint, path, settings });
    const answer = await desk.ask(question("hello"));
    const { stop } = desk;
    await desk.close();
    const file = await Deno.readTextFile(path);
    result = { answer, calls: endpoint.seen.length, file, desk, stop };
  });
  return result!;
}

Deno.test("a good endpoint is asked in its form and answers once; the key is sent, and only sent", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => good);
    const path = `${folder}/calls.jsonl`;
    const desk = await deskOf({ endpoint, path, settings: { temperature: 0.5, maxTokens: 7 } });
    assertEquals(await desk.ask(question("hello")), YES);
    const [request] = endpoint.seen;
    assertEquals([request!.path, request!.authorization], [
      "/v1/chat/completions",
      `Bearer ${KEY}`,
    ]);
    const { model, temperature, max_tokens, messages, response_format } = request!.body;
    assertEquals([model, temperature, max_tokens], ["m", 0.5, 7]);
    assertEquals(messages, [{ role: "user", content: "hello" }]);
    assertEquals(response_format.json_schema.schema.required, ["word"]);
    assertEquals(desk.usage["ruler"], {
      calls: 1,
      cachedCalls: 0,
      failures: 0,
      inputTokens: 100,
      cachedInputTokens: 0,
      outputTokens: 10,
      costUsd: 0,
    });
    await desk.close();
    assert(!(await Deno.readTextFile(path)).includes(KEY));
  }));

Deno.test("settings decide the field of the limit and how the form is asked for; fences come off", async () => {
  const fenced: Act = { kind: "answer", content: '```json\n{"word":"yes"}\n```\n' };
  await inTempFolder(async (folder) => {
    await using endpoint = scripted(() => fenced);
    const settings = { maxTokensField: "max_completion_tokens", answerFormat: "text" };
    const desk = await deskOf({ endpoint, path: `${folder}/c.jsonl`, settings });
    assertEquals(await desk.ask(question("hello")), YES);
    const { body } = endpoint.seen[0]!;
    assertEquals(
      [body.max_completion_tokens, body.max_tokens, body.response_format, body.temperature],
      [2048, undefined, undefined, undefined],
    );
    await desk.close();
  });
});

Deno.test("500 and 429 pass: the endpoint is asked again, as late as it wants", async () => {
  const failing = await once([
    { kind: "status", status: 500 },
    { kind: "status", status: 503 },
    good,
  ]);
  assertEquals([failing.answer, failing.calls], [YES, 3]);
  assertEquals([failing.desk.usage["ruler"]!.calls, failing.desk.usage["ruler"]!.failures], [3, 2]);
  const limited: Act = { kind: "status", status: 429, headers: { "retry-after-ms": "20" } };
  const slept: number[] = [];
  await inTempFolder(async (folder) => {
    const acts = [limited, { ...limited, headers: { "retry-after": "3" } }, good];
    await using endpoint = scripted((_, i) => acts[i]!);
    const sleep = (ms: number) => (slept.push(ms), Promise.resolve());
    const options = { sleep, backoff: { firstMs: 1, maxMs: 2000 } };
    const desk = await deskOf({ endpoint, path: `${folder}/c.jsonl`, options });
    assertEquals(await desk.ask(question("hello")), YES);
    await desk.close();
  });
  assertEquals(slept, [20, 2000]);
});

Deno.test("an endpoint that never gets well costs its attempts and the answer, not more", async () => {
  const { answer, calls } = await once([{ kind: "status", status: 500 }], { retries: 2 });
  assertEquals([answer.ok, calls], [false, 3]);
  const refused = await once([{ kind: "status", status: 400, body: '{"error":{"message":"no"}}' }]);
  assertEquals(refused.calls, 1);
  assertEquals(refused.answer, { ok: false, reason: "400 no" });
});

const wrongs: readonly (readonly [string, Act, Record<string, unknown>, RegExp])[] = [
  ["slow", { ...good, delayMs: 400 }, { timeoutMs: 40, retries: 0 }, /within 40 ms/],
  ["silent", { kind: "silent" }, { timeoutMs: 40, retries: 0 }, /within 40 ms/],
  ["endless", { kind: "endless" }, { timeoutMs: 60, retries: 0 }, /within 60 ms/],
  ["reset", { kind: "reset" }, { retries: 1 }, /the connection failed/],
  ["huge", { kind: "huge", bytes: 3_000_000 }, {}, /longer than 1048576 bytes/],
  ["cut short", { kind: "raw", body: '{"choices": [{"mess' }, {}, /not JSON|no chat completion/],
  ["a web page", { kind: "raw", body: "<html>", type: "text/html" }, {}, /no chat completion/],
  ["empty", { kind: "answer", content: "" }, {}, /empty/],
  ["chatty", { kind: "answer", content: "Sure! Here it is" }, {}, /not of the form/],
  ["of another form", { kind: "answer", content: '{"words":[]}' }, {}, /not of the form/],
  ["refusing", { kind: "refusal", text: "I must not" }, {}, /refused: I must not/],
];
for (const [name, act, settings, reason] of wrongs) {
  Deno.test(`an endpoint that is ${name} brings no answer, and nothing of it is kept as one`, async () => {
    const { answer, file, stop } = await once([act], settings);
    assert(!answer.ok);
    assertMatch(answer.reason, reason);
    assert(!file.includes('"answer"'), file);
    assertEquals(stop, undefined);
  });
}

Deno.test("a connection that is refused is a failure that charges nothing", () =>
  inTempFolder(async (folder) => {
    const endpoint = scripted(() => good);
    const settings = { retries: 1, prices: { inputPerMillion: 1, outputPerMillion: 1 } };
    const desk = await deskOf({ endpoint, path: `${folder}/c.jsonl`, settings });
    await endpoint[Symbol.asyncDispose]();
    const answer = await desk.ask(question("hello"));
    assert(!answer.ok);
    assertStringIncludes(answer.reason, "the connection failed");
    assertEquals([desk.usage["ruler"]!.calls, desk.usage["ruler"]!.costUsd], [2, 0]);
    await desk.close();
  }));

Deno.test("answers are kept by request and trial across processes; a hit is free and counted", () =>
  inTempFolder(async (folder) => {
    let made = 0;
    await using endpoint = scripted(() => ({ kind: "answer", content: `{"word":"é ${made++}"}` }));
    const path = `${folder}/calls.jsonl`;
    const first = await deskOf({ endpoint, path });
    const words = [];
    for (const trial of [0, 1, 0]) words.push(await first.ask(question("ö", trial)));
    await first.close();
    assertEquals(words, [0, 1, 0].map((i) => ({ ok: true, value: { word: `é ${i}` } })));
    await Deno.writeTextFile(path, '{"torn', { append: true });
    const second = await deskOf({ endpoint, path });
    assertEquals(await second.ask(question("ö", 1)), words[1]!);
    assertEquals([endpoint.seen.length, second.usage["ruler"]!.cachedCalls], [2, 1]);
    assertEquals(second.usage["ruler"]!.calls, 2);
    await second.ask(question("another"));
    assertEquals(endpoint.seen.length, 3);
    await second.close();
    const hotter = await deskOf({ endpoint, path, settings: { temperature: 1 } });
    await hotter.ask(question("ö"));
    assertEquals(endpoint.seen.length, 4);
    await hotter.close();
    const patient = await deskOf({ endpoint, path, settings: { timeoutMs: 9, retries: 9 } });
    assertEquals(await patient.ask(question("ö")), words[0]!);
    await patient.close();
  }));

Deno.test("failures are not kept: the same question is asked again", () =>
  inTempFolder(async (folder) => {
    const acts: Act[] = [{ kind: "refusal", text: "no" }, { kind: "answer", content: "{" }, good];
    await using endpoint = scripted((_, i) => acts[i]!);
    const desk = await deskOf({ endpoint, path: `${folder}/c.jsonl` });
    assertEquals((await desk.ask(question("a"))).ok, false);
    assertEquals((await desk.ask(question("a"))).ok, false);
    assertEquals(await desk.ask(question("a")), YES);
    await desk.close();
  }));

Deno.test("no more calls run at a time than the spec allows, and a question asked twice at once is paid once", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => ({ ...good, delayMs: 15 }));
    const desk = await deskOf({
      endpoint,
      path: `${folder}/c.jsonl`,
      settings: { concurrency: 2 },
    });
    const texts = ["a", "b", "c", "d", "e", "f", "a", "b"];
    await Promise.all(texts.map((text) => desk.ask(question(text))));
    assertEquals([endpoint.peak, endpoint.seen.length], [2, 6]);
    await desk.close();
  }));

const prices = { inputPerMillion: 1000, outputPerMillion: 2000 };

Deno.test("money is a hard stop before the call, counted across processes; more money goes on", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => good);
    const path = `${folder}/c.jsonl`;
    // A call costs 0.12 and may cost (schema + text + frame) · 0.001 + 50 · 0.002: about 0.3.
    const settings = { prices, maxTokens: 50 };
    const limited = { endpoint, path, settings, options: { maxCostUsd: 0.6 } };
    const desk = await deskOf(limited);
    let asked = 0;
    const stop = await assertRejects(async () => {
      for (;; asked++) await desk.ask(question(`${asked}`));
    }, ModelStop);
    assertEquals(stop.exitCode, 1);
    assertMatch(
      stop.message,
      /^the cost limit is reached: [\d.]+ of 0\.6 USD spent.*--resume.*--max-cost-usd/,
    );
    const { costUsd } = desk.usage["ruler"]!;
    assertAlmostEquals(costUsd, 0.12 * asked, 1e-9);
    assertLess(costUsd, 0.6);
    assertEquals(desk.stop, stop);
    assertEquals(await desk.ask(question("0")), YES, "what is kept is still handed out");
    await desk.close();
    const again = await deskOf(limited);
    await assertRejects(() => again.ask(question("new")), ModelStop);
    assertEquals(endpoint.seen.length, asked);
    await again.close();
    const richer = await deskOf({ ...limited, options: { maxCostUsd: 2 } });
    assertEquals(await richer.ask(question("new")), YES);
    await richer.close();
  }));

Deno.test("many calls at once never spend more than the limit, whatever they turn out to cost", () =>
  inTempFolder(async (folder) => {
    const dear = { prompt_tokens: 150, completion_tokens: 50 };
    await using endpoint = scripted(() => ({ ...good, usage: dear, delayMs: 3 }));
    const settings = { prices, maxTokens: 50, concurrency: 8 };
    const desk = await deskOf({
      endpoint,
      path: `${folder}/c.jsonl`,
      settings,
      options: { maxCostUsd: 1 },
    });
    const asks = Array.from({ length: 12 }, (_, i) => desk.ask(question(`${i}`)));
    const ends = await Promise.allSettled(asks);
    assert(ends.some((end) => end.status === "rejected"));
    assert(ends.some((end) => end.status === "fulfilled"));
    assertLess(desk.usage["ruler"]!.costUsd, 1.000001);
    await desk.close();
  }));

Deno.test("what cannot be known is charged at its most: no usage, and a time-out", async () => {
  const settings = { prices, maxTokens: 50, retries: 0, timeoutMs: 1000 };
  const uncounted = await once([{ ...good, usage: null }], settings);
  const lying = await once(
    [{ ...good, usage: { prompt_tokens: -5, completion_tokens: "x" } }],
    settings,
  );
  const slow = await once([{ kind: "silent" }], { ...settings, timeoutMs: 30 });
  const { costUsd } = uncounted.desk.usage["ruler"]!;
  assert(costUsd > 0.1, `${costUsd}`);
  assertEquals(lying.desk.usage["ruler"]!.costUsd, costUsd);
  assertEquals(slow.desk.usage["ruler"]!.costUsd, costUsd);
});

Deno.test("a limit on the money wants prices", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => good);
    const options = { maxCostUsd: 1 };
    const error = await assertRejects(
      () => deskOf({ endpoint, path: `${folder}/c.jsonl`, options }),
      UserError,
      "--max-cost-usd needs prices in the spec of the ruler (m)",
    );
    assertEquals(error.exitCode, 2);
  }));

Deno.test("a refused key and an unknown model stop the run with a hint, and without the key", () =>
  inTempFolder(async (folder) => {
    for (
      const [status, hint] of [[401, "check the key in SOME_KEY"], [404, "check baseUrl"]] as const
    ) {
      const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${KEY}` } });
      await using endpoint = scripted(() => ({ kind: "status", status, body }));
      const path = `${folder}/${status}.jsonl`;
      const desk = await deskOf({ endpoint, path });
      const error = await assertRejects(() => desk.ask(question("a")), ModelStop, hint);
      assertEquals([error.exitCode, endpoint.seen.length], [1, 1]);
      await desk.close();
      const everything = error.message + await Deno.readTextFile(path);
      assert(!everything.includes(KEY), everything);
      assertStringIncludes(everything, "[key]");
    }
  }));

Deno.test("an account that is used up stops the run, calls that come too fast do not", () =>
  inTempFolder(async (folder) => {
    for (const [status, code] of [[429, "insufficient_quota"], [402, null]] as const) {
      const body = JSON.stringify({ error: { message: "no credit", code } });
      await using endpoint = scripted(() => ({ kind: "status", status, body }));
      const desk = await deskOf({ endpoint, path: `${folder}/${status}.jsonl` });
      await assertRejects(() => desk.ask(question("a")), ModelStop, "top the account up");
      assertEquals(endpoint.seen.length, 1);
      await desk.close();
    }
  }));

Deno.test("a desk that is closed drops what is under way, and leaves nothing running", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => ({ kind: "silent" }));
    const desk = await deskOf({
      endpoint,
      path: `${folder}/c.jsonl`,
      settings: { concurrency: 1 },
    });
    const asks = Promise.allSettled(["a", "b"].map((text) => desk.ask(question(text))));
    await new Promise((done) => setTimeout(done, 20));
    await desk.close();
    assertEquals((await asks).map((end) => end.status), ["rejected", "rejected"]);
  }));

Deno.test("an endpoint that repeats the key in its answer does not get it written down", async () => {
  const { answer, file } = await once([{ kind: "answer", content: `{"word":"${KEY}"}` }]);
  assertEquals(answer, { ok: true, value: { word: "[key]" } });
  assert(!file.includes(KEY));
});

Deno.test("an interrupt drops the calls under way at once, and counts them at their most", () =>
  inTempFolder(async (folder) => {
    await using endpoint = scripted(() => ({ kind: "silent" }));
    const controller = new AbortController();
    const path = `${folder}/c.jsonl`;
    const settings = { prices, maxTokens: 50 };
    const desk = await deskOf({ endpoint, path, settings, options: { signal: controller.signal } });
    const asked = desk.ask(question("a"));
    setTimeout(() => controller.abort(), 20);
    const error = await assertRejects(() => asked, ModelStop);
    assertEquals(error.interrupted, true);
    await assertRejects(() => desk.ask(question("b")), ModelStop);
    await desk.close();
    const row = JSON.parse(await Deno.readTextFile(path));
    assertEquals([row.outcome, row.answer, row.costUsd > 0.1], ["interrupted", undefined, true]);
  }));

Deno.test("specs with credentials in the address, or a field nobody knows, are refused", () => {
  const base = { baseUrl: "https://a.b/v1", model: "m" };
  for (
    const wrong of ["ftp://a/v1", "https://u:p@a/v1", "https://a/v1?key=1", "a.b", "https://a/#x"]
  ) {
    assert(!openAiSettingsSchema.safeParse({ ...base, baseUrl: wrong }).success, wrong);
  }
  assert(!openAiSettingsSchema.safeParse({ ...base, apiKey: "sk-1" }).success);
  assert(!openAiSettingsSchema.safeParse({ ...base, apiKeyEnv: "sk-1" }).success);
  assert(openAiSettingsSchema.safeParse(base).success);
});
