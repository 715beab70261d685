import { assertEquals } from "@std/assert";
import { createCopilot } from "../../../lib/proof/strategies/copilot/copilot.ts";
import { learnTacticModel } from "../../../lib/proof/strategies/copilot/ngram_model.ts";
import { createDojo } from "../../../lib/proof/strategies/dojo/dojo.ts";
import { createMicro } from "../../../lib/proof/strategies/micro/micro.ts";
import { parseGoal } from "../../../lib/proof/strategies/printed_goal.ts";
import { createStrategies } from "../../../lib/proof/strategies/registry.ts";
import { type Effect, steppedLean, testGoal, testTools } from "./_steps.ts";

const goal = testGoal("P");
const limits = { heartbeats: 2000, deadlineMs: 1000 };
const root = "n : Nat\nh : n = 0\n⊢ n + n = 0";

Deno.test("the registry holds five strategies under names of their own; what lacks premises says so", () => {
  const all = createStrategies();
  assertEquals(all.map((strategy) => strategy.name).toSorted(), [
    "copilot",
    "dojo",
    "micro",
    "reprover",
    "sketch",
  ]);
  const lacking = all.filter((strategy) => strategy.unavailable !== undefined);
  assertEquals(lacking.map((strategy) => strategy.name), ["reprover"]);
});

Deno.test("micro goes on after a tactic that spins and one that kills the process", async () => {
  const effect = (tactic: string): Effect =>
    tactic === "simp"
      ? "timeout"
      : tactic === "rfl"
      ? "crashed"
      : tactic === "omega"
      ? []
      : "failed";
  const result = await createMicro().run(goal, limits, testTools(steppedLean({ root, effect })));
  assertEquals([result.success, result.tactics], [true, ["omega"]]);
});

Deno.test("copilot finds a script of two steps and visits the same goals once", async () => {
  const effect = (tactic: string, state: { readonly goals: readonly string[] }): Effect => {
    if (tactic === "rw [h]") return ["n : Nat\n⊢ 0 + 0 = 0"];
    if (tactic === "simp" && state.goals[0]!.includes("0 + 0")) return [];
    return tactic.startsWith("cases") ? [root] : "failed";
  };
  const lean = steppedLean({ root, effect });
  const result = await createCopilot({}).run(goal, limits, testTools(lean));
  assertEquals([result.success, result.tactics], [true, ["rw [h]", "simp"]]);
});

Deno.test("dojo finds the shortest script, a step deeper each round", async () => {
  const effect = (tactic: string, state: { readonly path: readonly string[] }): Effect => {
    const path = [...state.path, tactic].join(" ");
    if (path === "cases n") return ["⊢ A", "⊢ B"];
    if (/^cases n simp$/.test(path)) return ["⊢ B"];
    return path === "cases n simp congr" ? [] : "failed";
  };
  const result = await createDojo().run(goal, limits, testTools(steppedLean({ root, effect })));
  assertEquals([result.success, result.tactics], [true, ["cases n", "simp", "congr"]]);
});

Deno.test("a model learned from proofs proposes what they did, and the same for any order of them", async () => {
  const rows = [
    ...Array(30).fill({
      statement: "∀ n, n + 0 = n",
      tactics: ["intro n", "exact Nat.add_zero n"],
    }),
    ...Array(10).fill({
      statement: "∀ xs, xs ++ [] = xs",
      tactics: ["intro xs", "induction xs", "ac_rfl"],
    }),
  ];
  const request = { goal: parseGoal("n : Nat\n⊢ n + 0 = n"), text: "", history: [], limit: 5 };
  const learned = await learnTacticModel(rows).propose(request);
  assertEquals(learned[0]?.tactic, "exact Nat.add_zero n");
  assertEquals(await learnTacticModel(rows.toReversed()).propose(request), learned);
  const untaught = await learnTacticModel([]).propose(request);
  assertEquals(untaught.some(({ tactic }) => tactic.startsWith("exact Nat")), false);
});
