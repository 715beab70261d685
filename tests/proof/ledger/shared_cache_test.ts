import { assertEquals } from "@std/assert";
import { provedPremises } from "../../../lib/proof/ledger/proved_premises.ts";
import { createPremiseIndex } from "../../../lib/proof/premises/premise_index.ts";
import { createPremiseMemory } from "../../../lib/proof/premises/premise_memory.ts";
import { createReprover } from "../../../lib/proof/strategies/reprover/reprover.ts";
import { scriptedLean, scriptedStrategy } from "../_scripted.ts";
import { withLedger } from "../_ledger.ts";
import { search, testGoal } from "../scheduler/_search.ts";
import { steppedLean, testGoal as goalOf, testTools } from "../strategies/_steps.ts";

const strategies = [scriptedStrategy("micro")];

/** Whether each statement, searched for on the same ledger in turn, was answered from the cache. */
async function cached(statements: readonly string[]): Promise<boolean[]> {
  return await withLedger(async (ledger) => {
    const answers: boolean[] = [];
    for (const statement of statements) {
      const goals = [testGoal("g", { statement })];
      for (const event of await search(ledger, { goals, strategies })) {
        if (event.kind === "goal_settled") answers.push(event.cached);
      }
    }
    return answers;
  });
}

Deno.test("statements that differ in the names of bound variables share a proof; n and N, unbound, do not", async () => {
  const bound = ["∀ n : Nat, n + 0 = n", "∀ (N : Nat), N + 0 = N", "∀ k, (k : Nat) + 0 = k"];
  assertEquals(await cached(bound), [false, true, false]);
  assertEquals(await cached(["n + 0 = n", "N + 0 = N", "n + 0 = n"]), [false, false, true]);
});

/** Finds a proof that uses `used`, in a run that is left interrupted or comes to its end. */
async function remembered(used: readonly string[], ends: boolean) {
  return await withLedger(async (ledger) => {
    const lean = scriptedLean();
    const telling = {
      ...lean,
      check: async (...args: Parameters<typeof lean.check>) => ({
        ...await lean.check(...args),
        used,
      }),
    };
    const stop = new AbortController();
    await search(ledger, {
      ...{ goals: [testGoal("a", { statement: "∀ n : Nat, n * 0 = 0" }), testGoal("b")] },
      ...{ strategies, lean: telling, signal: stop.signal, settings: { seed: 1, roundSize: 1 } },
    }, (event) => {
      if (event.kind === "goal_settled" && !ends) stop.abort();
    });
    const kinds = ["finished", "all"] as const;
    return await Promise.all(kinds.map((only) => provedPremises(ledger.db, "scripted-1", only)));
  });
}

Deno.test("the premises of proofs are kept, those of runs that may be taken up apart", async () => {
  const [finished, all] = await remembered(["Nat.mul_zero", "Eq.trans"], true);
  assertEquals(all, finished);
  assertEquals(all!.map(({ premises }) => premises), [
    ["Eq.trans", "Nat.mul_zero"],
    ["Eq.trans", "Nat.mul_zero"],
  ]);
  const [none, one] = await remembered(["Nat.mul_zero"], false);
  assertEquals([none!.length, one!.length], [0, 1]);
});

const PREMISES = createPremiseIndex(
  ["Nat.mul_one", "Nat.one_mul", "Nat.mul_comm", "Nat.zero_helps"].map((name, order) => ({
    ...{ name, module: "Init", order },
    statement: name === "Nat.zero_helps" ? "∀ (f : Fin 3), f = f" : "∀ (n m : Nat), n * m = m * n",
  })),
);

/** The first list of premises that reprover puts to work. */
async function firstTried(memory?: Parameters<typeof createReprover>[0]["memory"]) {
  const lean = steppedLean({
    root: "n : Nat\n⊢ n * 0 = 0",
    effect: (tactic, state) => tactic.startsWith("intro") ? state.goals : "failed",
  });
  const reprover = createReprover({ premises: PREMISES, ...(memory && { memory }) });
  const limits = { heartbeats: 10_000, deadlineMs: 10_000 };
  await reprover.run(goalOf("∀ n : Nat, n * 0 = 0"), limits, testTools(lean));
  const [first] = lean.asked.flatMap(({ tactic }) => /^simp \[(.*)\]$/.exec(tactic)?.[1] ?? []);
  return first!.split(", ");
}

Deno.test("reprover puts premises that helped with goals like it first; names it does not know are left out", async () => {
  assertEquals((await firstTried()).includes("Nat.zero_helps"), false);
  const memory = createPremiseMemory([
    { statement: "∀ k : Nat, k * 0 = 0", premises: ["Nat.zero_helps", "Nat.gone"] },
    { statement: "∀ b : Bool, (!!b) = b", premises: ["Nat.one_mul"] },
  ]);
  const first = await firstTried(memory);
  assertEquals([first[0], first.includes("Nat.gone")], ["Nat.zero_helps", false]);
});
