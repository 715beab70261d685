import { assertEquals, assertMatch } from "@std/assert";
import { playDojo } from "../../../lib/proof/strategies/dojo/session.ts";
import { type Effect, steppedLean } from "./_steps.ts";

const goal = { statement: "∀ n : Nat, n = n" };
const effect = (tactic: string): Effect =>
  tactic === "intro n" ? ["n : Nat\n⊢ n = n"] : tactic === "rfl" ? [] : "crashed";
const play = async (lines: readonly string[], whole: "proved" | "failed" = "proved") =>
  await Array.fromAsync(
    playDojo(lines, { lean: steppedLean({ root: "⊢ P", effect, whole }), goal }),
  );

Deno.test("the session prints a state after each tactic and the whole proof at the end", async () => {
  const replies = await play(["intro n", "", "-- a remark", "rfl", "never read"]);
  assertEquals(replies.map((reply) => reply.text), [
    "⊢ P",
    "n : Nat\n⊢ n = n",
    "proved\nby\n  intro n\n  rfl",
  ]);
  assertEquals(replies.map((reply) => reply.proved), [false, false, true]);
});

Deno.test("undo takes steps back to the start and no further; history and script tell them", async () => {
  const replies = await play([
    "intro n",
    "history",
    "script",
    "undo",
    "undo",
    "history",
    "quit",
    "rfl",
  ]);
  assertEquals(replies.map((reply) => reply.text), [
    "⊢ P",
    "n : Nat\n⊢ n = n",
    "intro n",
    "by\n  intro n",
    "⊢ P",
    "⊢ P",
    "no tactic yet",
  ]);
});

Deno.test("a tactic that kills Lean leaves the session where it was", async () => {
  const replies = await play(["intro n", "spin", "state"]);
  assertEquals(replies.slice(2).map((reply) => reply.text), [
    "crashed: crashed",
    "n : Nat\n⊢ n = n",
  ]);
});

Deno.test("a proof whose script does not hold as a whole is none", async () => {
  const replies = await play(["rfl"], "failed");
  assertEquals(replies.at(-1)!.proved, false);
  assertMatch(replies.at(-1)!.text, /^the script as a whole is failed/);
});
