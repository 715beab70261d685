import { assertEquals, assertRejects } from "@std/assert";
import type { LeanBackend } from "../../../lib/proof/lean/lean_backend.ts";
import type { Premise } from "../../../lib/proof/premises/premise.ts";
import { coreReprove, type CoreReproveOptions } from "../../../lib/proof/reprove/core_reprove.ts";
import { memoLean } from "../../../lib/proof/reprove/memo_lean.ts";
import { createMicro } from "../../../lib/proof/strategies/micro/micro.ts";
import { manualClock } from "../../../lib/substrate/values/clock.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { type Effect, steppedLean } from "../strategies/_steps.ts";

const theorems: Premise[] = Array.from({ length: 12 }, (_, at) => ({
  ...{ name: `Nat.t${at}`, statement: `∀ n : Nat, n = n + ${at}`, module: "Init.Data.Nat.Basic" },
  order: 1,
}));

/** Solves the theorems with an even number by `simp`. */
function evenLean(): ReturnType<typeof steppedLean> {
  const effect = (
    tactic: string,
    state: { readonly goal: { readonly statement: string } },
  ): Effect => tactic === "simp" && /[02468]$/.test(state.goal.statement) ? [] : "failed";
  return steppedLean({ root: "⊢ P", effect });
}

function options(folder: string, lean: LeanBackend, rest = {}): CoreReproveOptions {
  return {
    ...{ folder, theorems, lean, sample: 6, seed: 1, heartbeats: 300, slice: 100 },
    ...{ strategies: [createMicro()], deadlineMs: 1000, clock: manualClock() },
    ...rest,
  };
}

async function finish(run: ReturnType<typeof coreReprove>) {
  for await (const event of run) if (event.kind === "finished") return event;
  throw new Error("it did not finish");
}

Deno.test("a run that is stopped goes on to the bytes of one that was not, and asks no theorem twice", async () => {
  const [whole, torn] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  const { report, state } = await finish(coreReprove(options(whole, evenLean())));
  assertEquals([state, report.theorems], ["done", 6]);
  for await (const event of coreReprove(options(torn, evenLean()))) {
    if (event.kind === "theorem" && event.finished === 2) break;
  }
  const counted: number[] = [];
  for await (const event of coreReprove(options(torn, evenLean()))) {
    if (event.kind === "started") counted.push(event.finished);
    if (event.kind === "theorem") counted.push(event.finished);
  }
  assertEquals(counted, [2, 3, 4, 5, 6]);
  for (const file of ["theorems.jsonl", "rows.jsonl", "report.json"]) {
    const [one, two] = [whole, torn].map((folder) => Deno.readTextFileSync(`${folder}/${file}`));
    assertEquals(one, two, file);
  }
  await Promise.all([whole, torn].map((folder) => Deno.remove(folder, { recursive: true })));
});

Deno.test("another seed draws other theorems and is refused in the same folder", async () => {
  const folder = await Deno.makeTempDir();
  await finish(coreReprove(options(folder, evenLean())));
  await assertRejects(
    () => finish(coreReprove(options(folder, evenLean(), { seed: 2 }))),
    UserError,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("more theorems than the library has are refused in one line", async () => {
  const folder = await Deno.makeTempDir();
  await assertRejects(
    () => finish(coreReprove(options(folder, evenLean(), { sample: 13 }))),
    UserError,
    "--sample 13: the library has 12 theorems",
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("sample, heartbeats, slice, deadline and workers each change what is done", async () => {
  let atOnce = 0, most = 0;
  const run = async (rest: Partial<CoreReproveOptions>) => {
    const folder = await Deno.makeTempDir();
    const lean = evenLean();
    // A goal is opened only after others had time to open theirs.
    const counting: LeanBackend = {
      ...lean,
      newState: async (goal, limits) => {
        most = Math.max(most, ++atOnce);
        await new Promise((done) => setTimeout(done, 1));
        atOnce--;
        return await lean.newState(goal, limits);
      },
    };
    const { report } = await finish(coreReprove(options(folder, counting, rest)));
    await Deno.remove(folder, { recursive: true });
    return { report, limits: lean.asked.map(({ limits }) => limits) };
  };
  const plain = await run({});
  assertEquals([plain.report.theorems, plain.report.slice, most], [6, 100, 1]);
  assertEquals((await run({ sample: 4 })).report.theorems, 4);
  const short = await run({ heartbeats: 5 });
  assertEquals(short.report.budget, 5);
  assertEquals(Math.max(...short.limits.map(({ heartbeats }) => heartbeats!)), 5);
  const { report: thin } = await run({ slice: 5 });
  assertEquals([thin.union.part > 0, thin.portfolio.part], [true, 0]);
  const hasty = await run({ deadlineMs: 7 });
  const longest = Math.max(...hasty.limits.map(({ deadlineMs }) => deadlineMs!));
  assertEquals(longest, 7);
  await run({ workers: 3 });
  assertEquals(most, 3);
});

Deno.test("what was asked before is answered from memory at its price; a death is asked again", async () => {
  let deaths = 0;
  const effect = (tactic: string): Effect =>
    tactic === "spin" ? (deaths++, "crashed") : tactic === "slow" ? "timeout" : "failed";
  const lean = memoLean(steppedLean({ root: "⊢ P", effect, heartbeats: 50 }));
  const opened = await lean.newState({ statement: "P" });
  if (opened.verdict !== "open") throw new Error("it opens");
  const step = async (tactic: string, heartbeats: number) =>
    (await lean.step(opened.state, tactic, { heartbeats })).heartbeats;
  assertEquals([await step("simp", 100), await step("simp", 200), await step("simp", 60)], [
    50,
    50,
    50,
  ]);
  assertEquals([lean.asked, lean.remembered], [2, 2]);
  // Cut off at 100, it would have been cut off at 40 too; with 300 it may come further.
  await step("slow", 100);
  assertEquals(await step("slow", 40), 40);
  await step("slow", 300);
  assertEquals([lean.asked, lean.remembered], [4, 3]);
  await step("spin", 100);
  await step("spin", 100);
  assertEquals(deaths, 2);
});
