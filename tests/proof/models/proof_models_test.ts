import { assert, assertEquals, assertRejects } from "@std/assert";
import { openProofModels, type ProofModels } from "../../../lib/proof/models/open_proof_models.ts";
import { loadProofModels, type ProofModule } from "../../../lib/proof/models/proof_model_specs.ts";
import { createCopilot } from "../../../lib/proof/strategies/copilot/copilot.ts";
import { learnTacticModel } from "../../../lib/proof/strategies/copilot/ngram_model.ts";
import { createSketch } from "../../../lib/proof/strategies/sketch/sketch.ts";
import { ModelStop } from "../../../lib/substrate/models/model_failure.ts";
import { systemClock } from "../../../lib/substrate/values/clock.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import {
  type Act,
  scripted,
  type ScriptedEndpoint,
} from "../../substrate/models/scripted_endpoint.ts";
import { inTempFolder } from "../../substrate/_temp_folder.ts";
import { withLedger } from "../_ledger.ts";
import { search as runGoals, testGoal as searchGoal } from "../scheduler/_search.ts";
import { type Effect, steppedLean, testGoal, testTools } from "../strategies/_steps.ts";

const limits = { heartbeats: 4000, deadlineMs: 10_000 };
const root = "n : Nat\n⊢ f n = g n";
const answer = (value: unknown): Act => ({ kind: "answer", content: JSON.stringify(value) });

interface Setting {
  readonly act: () => Act;
  readonly settings?: Record<string, unknown>;
  readonly maxCostUsd?: number;
}

/** Models of one module behind a scripted endpoint, in a folder of their own. */
async function withModels(
  module: ProofModule,
  { act, settings = {}, maxCostUsd }: Setting,
  use: (models: ProofModels, endpoint: ScriptedEndpoint, folder: string) => Promise<void>,
) {
  await using endpoint = scripted(act);
  await inTempFolder(async (folder) => {
    const spec = `${folder}/spec.jsonc`;
    const own = { baseUrl: endpoint.baseUrl, model: "m", retries: 0, ...settings };
    const file = { schema: "module.spec/1", module, kind: "openai-compatible", settings: own };
    await Deno.writeTextFile(spec, JSON.stringify(file));
    const models = await loadProofModels({ specs: { [module]: spec }, readKey: () => undefined });
    const limit = maxCostUsd === undefined ? {} : { maxCostUsd };
    await using opened = await openProofModels({
      ...{ models, folder: `${folder}/models`, clock: systemClock, ...limit },
    });
    await use(opened, endpoint, folder);
  });
}

const sketchOf = ({ sketchModel }: ProofModels) => createSketch(sketchModel && { sketchModel });
const copilotOf = (models: ProofModels) =>
  createCopilot({ tacticModel: models.tacticModel(learnTacticModel([])) });
const facts = [
  { name: "key", statement: "∀ m, f m =\n 0" },
  { name: "other", statement: "g n = 0" },
];

/** Lean to which a fact is one goal more, the plan's own tactic ends the main goal, and `rfl` ends `other`. */
const decomposed = (tactic: string, state: { readonly goals: readonly string[] }): Effect => {
  const [main = "", ...rest] = state.goals;
  if (tactic === "have key : ∀ m, f m = 0 := ?_") return [root, "n : Nat\n⊢ ∀ m, f m = 0"];
  if (tactic === "have other : g n = 0 := ?_") return [main, "n : Nat\n⊢ g n = 0", ...rest];
  if (tactic.startsWith("have : ∀") && tactic.endsWith(" := ?_")) return [main, "⊢ x", ...rest];
  if (tactic === "rw [key, other]" && main === root && rest.length > 0) return rest;
  if (tactic === "rfl" && main.includes("⊢ g n = 0")) return rest;
  return "failed";
};

Deno.test("a model's sketch leaves what it cannot prove as closed subgoals that Lean has elaborated", async () => {
  const act = () => answer({ sketches: [{ facts, finish: "rw [key, other]" }] });
  await withModels("sketch", { act }, async (models, endpoint) => {
    const lean = steppedLean({ root, effect: decomposed });
    const result = await sketchOf(models).run(testGoal("P"), limits, testTools(lean));
    assertEquals([result.success, result.tactics], [false, []]);
    assertEquals(result.subgoals, ["∀ (n : Nat), ∀ m, f m = 0"]);
    assert(lean.asked.some(({ tactic }) => tactic.startsWith("have : ∀ (n : Nat), ∀ m")));
    assertEquals(endpoint.seen.length, 1);
    assertEquals(endpoint.seen[0]?.body.messages[1].content, root);
    // The same goal once more is answered from the disk.
    await sketchOf(models).run(testGoal("P"), limits, testTools(lean));
    assertEquals([endpoint.seen.length, models.usage.sketch?.cachedCalls], [1, 1]);
  });
});

Deno.test("a sketch whose facts do not elaborate, do not suffice or have no name leaves nothing", async () => {
  const lean = () => steppedLean({ root, effect: decomposed });
  const sketches = [
    { facts: [{ name: "bad", statement: "nonsense" }], finish: "" },
    { facts: facts.slice(0, 1), finish: "exact key" },
    { facts: [{ name: "a : True := by trivial; have b", statement: "f n = 0" }], finish: "" },
    { facts: [], finish: "rw [key, other]" },
  ];
  await withModels("sketch", { act: () => answer({ sketches }) }, async (models) => {
    const result = await sketchOf(models).run(testGoal("P"), limits, testTools(lean()));
    assertEquals([result.success, result.subgoals], [false, []]);
  });
  // What is left has to be a statement to Lean, however it was printed.
  const unstated = (tactic: string, state: { readonly goals: readonly string[] }): Effect =>
    tactic.startsWith("have : ") ? "failed" : decomposed(tactic, state);
  const act = () => answer({ sketches: [{ facts, finish: "rw [key, other]" }] });
  await withModels("sketch", { act }, async (models) => {
    const tools = testTools(steppedLean({ root, effect: unstated }));
    const result = await sketchOf(models).run(testGoal("P"), limits, tools);
    assertEquals(result.subgoals, []);
  });
});

Deno.test("copilot tries the endpoint's tactics beside the learned ones", async () => {
  const effect = (tactic: string): Effect => tactic === "exact magic n" ? [] : "failed";
  const act = () => answer({ tactics: ["exact wrong", " exact magic n ", "exact wrong", ""] });
  await withModels("copilot", { act }, async (models) => {
    const lean = steppedLean({ root, effect });
    const result = await copilotOf(models).run(testGoal("P"), limits, testTools(lean));
    assertEquals([result.success, result.tactics], [true, ["exact magic n"]]);
    const alone = await createCopilot({}).run(testGoal("P"), limits, testTools(lean));
    assertEquals(alone.success, false);
  });
});

for (
  const [what, act] of [
    ["nonsense", { kind: "answer", content: "I would use induction." }],
    ["a wrong form", answer({ tactics: "simp" })],
    ["nothing, being down", { kind: "status", status: 503 }],
  ] as [string, Act][]
) {
  Deno.test(`with a model that answers ${what} strategies go on with their own, and the failure is told`, async () => {
    for (const module of ["sketch", "copilot"] as const) {
      await withModels(module, { act: () => act }, async (models, endpoint) => {
        const strategy = module === "sketch" ? sketchOf(models) : copilotOf(models);
        // What closes the goal does so only after the model was asked.
        const open = (tactic: string, state: { readonly goals: readonly string[] }): Effect =>
          endpoint.seen.length === 0
            ? "failed"
            : /^induction n/.test(tactic)
            ? ["⊢ A", "⊢ B"]
            : tactic === "omega"
            ? state.goals.slice(1)
            : "failed";
        const lean = steppedLean({ root, effect: open });
        const result = await strategy.run(testGoal("P"), limits, testTools(lean));
        assertEquals(result.success, true, result.error);
        const { calls, failures } = models.usage[module]!;
        assertEquals([calls > 0, failures === calls], [true, true]);
      });
    }
  });
}

Deno.test("a search ends where the money does, with nothing written of the goal it was at", async () => {
  const prices = { inputPerMillion: 10, outputPerMillion: 10 };
  const act = () => answer({ tactics: ["simp"] });
  const setting = { act, settings: { prices }, maxCostUsd: 0.000_01 };
  await withModels("copilot", setting, async (models, endpoint) => {
    await withLedger(async (ledger) => {
      const lean = steppedLean({ root, effect: () => "failed" });
      const strategies = [copilotOf(models)];
      await assertRejects(
        () => runGoals(ledger, { goals: [searchGoal("a")], strategies, lean }),
        ModelStop,
        "max-cost-usd",
      );
      const written = await ledger.db.selectFrom("attempts").selectAll().execute();
      assertEquals([written.length, endpoint.seen.length], [0, 0]);
    });
  });
});

Deno.test("a spec decides a run: another model is another run; a limit without prices, a missing key and a held folder are one line", async () => {
  const act = () => answer({ tactics: [] });
  await withModels("copilot", { act }, async (models, endpoint, folder) => {
    assert(copilotOf(models).model !== undefined);
    assertEquals(createCopilot({}).model, undefined);
    const spec = `${folder}/keyed.jsonc`;
    const settings = { baseUrl: endpoint.baseUrl, model: "other", apiKeyEnv: "NO_KEY" };
    const file = {
      schema: "module.spec/1",
      module: "copilot",
      kind: "openai-compatible",
      settings,
    };
    await Deno.writeTextFile(spec, JSON.stringify(file));
    const specs = { copilot: spec };
    await assertRejects(
      () => loadProofModels({ specs, readKey: () => undefined }),
      UserError,
      "NO_KEY is not set",
    );
    await assertRejects(
      () => loadProofModels({ specs: { sketch: spec }, readKey: () => "k" }),
      UserError,
      "module",
    );
    const other = await loadProofModels({ specs, readKey: () => "k" });
    assert(other.copilot!.digest !== copilotOf(models).model);
    const more = { models: other, clock: systemClock };
    await assertRejects(
      () => openProofModels({ ...more, folder: `${folder}/models` }),
      UserError,
      "models",
    );
    await assertRejects(
      () => openProofModels({ ...more, folder: `${folder}/else`, maxCostUsd: 1 }),
      UserError,
      "--max-cost-usd needs prices",
    );
  });
});
