import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { withLean } from "./_real_lean.ts";

const FALSE = { statement: "1 = 2" };

/** Processes started from here that live. */
async function children(): Promise<string[]> {
  const mine: string[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    const stat = await Deno.readTextFile(`/proc/${name}/stat`).catch(() => "");
    if (new RegExp(`\\) [^ZX] ${Deno.pid} `).test(stat)) mine.push(name);
  }
  return mine;
}

withLean(
  "what kills Lean is a verdict, and the next request finds another Lean",
  async (t, lean) => {
    const next = async () => {
      const { verdict } = await lean.check({ statement: "1 + 1 = 2" }, "rfl");
      assertEquals(verdict, "proved");
    };
    await t.step("recursion without end", async () => {
      const { verdict } = await lean.check(FALSE, "by repeat (first | rfl | skip)", {
        deadlineMs: 60_000,
      });
      assertNotEquals(verdict, "proved");
      await next();
    });
    await t.step(
      "a term that spins past its deadline, and takes more memory all the time",
      async () => {
        const sum = "(List.range 30000000).foldl (fun a x => x + a) 0 = 7";
        const limits = { heartbeats: 1_000_000_000, deadlineMs: 1500 };
        const { verdict } = await lean.check({ statement: sum }, "by decide +kernel", limits);
        assertEquals(verdict, "timeout");
        await next();
      },
    );
    await t.step("a term that takes all the memory there is", async () => {
      const squares = "Nat.repeat (fun n => n * n) 45 2 = 0";
      const limits = { heartbeats: 1_000_000_000, deadlineMs: 120_000 };
      const { verdict, error } = await lean.check(
        { statement: squares },
        "by decide +kernel",
        limits,
      );
      assertEquals([verdict, error], ["crashed", "Lean died: memory used up"]);
      await next();
      // Those that died have left nothing behind; one is at work, and with luck its spare.
      assert((await children()).length <= 2);
    });
    await t.step("a state is made again from its path in the Lean that took over", async () => {
      const opened = await lean.newState({ statement: "∀ p q : Prop, p → q → p ∧ q" });
      if (opened.verdict !== "open") throw new Error(opened.verdict);
      const stepped = await lean.step(opened.state, "intro p q hp hq");
      if (stepped.verdict !== "open") throw new Error(stepped.verdict);
      const killed = await lean.check(FALSE, "by decide", { deadlineMs: 0 });
      assertEquals(killed.verdict, "timeout");
      assertEquals((await lean.step(stepped.state, "exact ⟨hp, hq⟩")).verdict, "proved");
    });
  },
);
