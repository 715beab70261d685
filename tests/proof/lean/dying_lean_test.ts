import { assertEquals, assertNotEquals } from "@std/assert";
import { withLean } from "./_real_lean.ts";

const FALSE = { statement: "1 = 2" };

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
    await t.step("a tactic that spins past its deadline", async () => {
      const reply = await lean.check(
        { statement: "∀ n : Fin 3000, n.val * n.val + 1 ≠ 3" },
        "by decide",
        {
          heartbeats: 1_000_000_000,
          deadlineMs: 1,
        },
      );
      assertEquals(reply.verdict, "timeout");
      await next();
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
