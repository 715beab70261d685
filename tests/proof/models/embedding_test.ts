import { assert, assertEquals, assertRejects } from "@std/assert";
import { openProofModels, type ProofModels } from "../../../lib/proof/models/open_proof_models.ts";
import { loadProofModels } from "../../../lib/proof/models/proof_model_specs.ts";
import { createPremiseIndex } from "../../../lib/proof/premises/premise_index.ts";
import { createReprover } from "../../../lib/proof/strategies/reprover/reprover.ts";
import { ModelStop } from "../../../lib/substrate/models/model_failure.ts";
import { systemClock } from "../../../lib/substrate/values/clock.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import {
  type Act,
  scripted,
  type ScriptedEndpoint,
  type Seen,
} from "../../substrate/models/scripted_endpoint.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { steppedLean, testGoal, testTools } from "../strategies/_steps.ts";

/** To symbols all of them are alike; to the scripted endpoint only `dear` is like the goal. */
const PREMISES = createPremiseIndex(
  ["Nat.aa", "Nat.bb", "Nat.cc", "Nat.dear"].map((name, order) => ({
    ...{ name, module: "Init", order, statement: "∀ (n m : Nat), n * m = m * n" },
  })),
);

/** Vectors as an endpoint gives them, in no order. */
function vectors({ body: { input } }: Seen): Act {
  const data = (input as string[]).map((text, index) => ({
    index,
    embedding: /dear|⊢|^n \* 0/.test(text) ? [0.1, 0.9] : [0.9, -0.1],
  }));
  const usage = { prompt_tokens: 40, total_tokens: 40 };
  return { kind: "raw", body: JSON.stringify({ data: data.toReversed(), usage }) };
}

interface Setting {
  readonly act?: (seen: Seen) => Act;
  readonly settings?: Record<string, unknown>;
  readonly maxCostUsd?: number;
}

async function withEmbeddings(
  { act = vectors, settings = {}, maxCostUsd }: Setting,
  use: (models: ProofModels, endpoint: ScriptedEndpoint, folder: string) => Promise<void>,
): Promise<void> {
  await using endpoint = scripted(act);
  await inTempFolder(async (folder) => {
    const spec = `${folder}/embedding.jsonc`;
    const own = { baseUrl: endpoint.baseUrl, model: "e", retries: 0, ...settings };
    const frame = { schema: "module.spec/1", module: "embedding", kind: "openai-compatible" };
    await Deno.writeTextFile(spec, JSON.stringify({ ...frame, settings: own }));
    const models = await loadProofModels({ specs: { embedding: spec }, readKey: () => undefined });
    const limit = maxCostUsd === undefined ? {} : { maxCostUsd };
    await using opened = await openProofModels({
      ...{ models, folder: `${folder}/models`, clock: systemClock, ...limit },
    });
    await use(opened, endpoint, folder);
  });
}

/** The premises that reprover puts to work first, in their order. */
async function firstTried(models?: ProofModels): Promise<string[]> {
  const lean = steppedLean({
    root: "n : Nat\n⊢ n * 0 = 0",
    effect: (tactic, state) => tactic.startsWith("intro") ? state.goals : "failed",
  });
  const embeddings = models?.embeddings;
  const reprover = createReprover({ premises: PREMISES, ...(embeddings && { embeddings }) });
  const limits = { heartbeats: 10_000, deadlineMs: 10_000 };
  await reprover.run(testGoal("∀ n : Nat, n * 0 = 0"), limits, testTools(lean));
  const [first] = lean.asked.flatMap(({ tactic }) => /^simp \[(.*)\]$/.exec(tactic)?.[1] ?? []);
  return first!.split(", ");
}

const LEXICAL = ["Nat.aa", "Nat.bb", "Nat.cc", "Nat.dear"];

Deno.test("premises are ranked again by their vectors; the same goal once more is answered from the disk", async () => {
  assertEquals(await firstTried(), LEXICAL);
  await withEmbeddings({}, async (models, endpoint) => {
    const ranked = await firstTried(models);
    assert(ranked.indexOf("Nat.dear") < 3, `${ranked}`);
    assertEquals(ranked.toSorted(), LEXICAL);
    const { path, body } = endpoint.seen[0]!;
    assertEquals([path, body.model, body.encoding_format], ["/v1/embeddings", "e", "float"]);
    assertEquals(body.input[0], "n * 0 = 0");
    assertEquals(body.input[1], "Nat.aa : ∀ (n m : Nat), n * m = m * n");
    const calls = endpoint.seen.length;
    assertEquals(await firstTried(models), ranked);
    assertEquals(endpoint.seen.length, calls);
    const { cachedCalls, inputTokens, failures } = models.usage.embedding!;
    assertEquals([cachedCalls > 0, inputTokens, failures], [true, 40 * calls, 0]);
  });
});

for (
  const [what, act] of [
    ["is down", { kind: "status", status: 503 }],
    ["answers with something else", { kind: "answer", content: "[]" }],
    ["leaves a text out", {
      kind: "raw",
      body: JSON.stringify({ data: [{ index: 0, embedding: [1, 2] }] }),
    }],
    ["says what is no JSON", { kind: "raw", body: "vectors" }],
  ] as [string, Act][]
) {
  Deno.test(`where the endpoint ${what} the order is that of symbols, and the failure is told`, async () => {
    await withEmbeddings({ act: () => act }, async (models) => {
      assertEquals(await firstTried(models), LEXICAL);
      const { calls, failures } = models.usage.embedding!;
      assertEquals([calls > 0, failures === calls], [true, true]);
    });
  });
}

Deno.test("the limit on the money holds for embeddings, too; the output costs nothing", async () => {
  const prices = { inputPerMillion: 10, outputPerMillion: 1_000_000 };
  await withEmbeddings({ settings: { prices }, maxCostUsd: 0.1 }, async (models) => {
    await firstTried(models);
    const { costUsd, calls } = models.usage.embedding!;
    assertEquals(costUsd.toFixed(6), (calls * 40 * 10 / 1e6).toFixed(6));
  });
  const nothing = { settings: { prices }, maxCostUsd: 0.000_001 };
  await withEmbeddings(nothing, async (models, endpoint) => {
    await assertRejects(() => firstTried(models), ModelStop, "max-cost-usd");
    assertEquals(endpoint.seen.length, 0);
  });
});

Deno.test("a spec decides what is found; settings that embeddings have no use for are refused", async () => {
  await withEmbeddings({}, async (models, _, folder) => {
    const { embeddings } = models;
    const reprover = createReprover({ premises: PREMISES, embeddings: embeddings! });
    assertEquals([reprover.model, createReprover({}).model], [embeddings!.digest, undefined]);
    const text = await Deno.readTextFile(`${folder}/embedding.jsonc`);
    const spec = JSON.parse(text);
    spec.settings.temperature = 1;
    await Deno.writeTextFile(`${folder}/warm.jsonc`, JSON.stringify(spec));
    const specs = { embedding: `${folder}/warm.jsonc` };
    const error = await assertRejects(
      () => loadProofModels({ specs, readKey: () => undefined }),
      UserError,
    );
    assert(error.message.includes("temperature"), error.message);
  });
  const specs = { embedding: "builtin:lexical" };
  assertEquals(await loadProofModels({ specs, readKey: () => undefined }), {});
});
