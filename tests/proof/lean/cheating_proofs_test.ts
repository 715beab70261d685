import { assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { LeanGoal, Verdict } from "../../../lib/proof/lean/lean_backend.ts";
import { withLean } from "./_real_lean.ts";

/** A way to get a false statement accepted, the verdict it must get, and a part of what is said. */
interface Cheat {
  readonly how: string;
  readonly goal?: LeanGoal;
  readonly proof: string;
  readonly verdict: Exclude<Verdict, "proved">;
  readonly says: string;
}

const FALSE: LeanGoal = { statement: "1 = 2" };

const CHEATS: readonly Cheat[] = [
  {
    how: "switching the kernel off for an auxiliary lemma",
    proof: "by set_option debug.skipKernelTC true in decide +kernel",
    verdict: "forbidden",
    says: "set_option",
  },
  {
    how: "the same option inside a term",
    proof: "set_option debug.skipKernelTC true in by decide +kernel",
    verdict: "forbidden",
    says: "set_option",
  },
  { how: "sorry as a tactic", proof: "by sorry", verdict: "forbidden", says: "sorry" },
  { how: "sorry as a term", proof: "sorry", verdict: "forbidden", says: "sorry" },
  {
    how: "sorry deep inside",
    proof: "by first | done | (skip; exact id (sorry))",
    verdict: "forbidden",
    says: "sorry",
  },
  { how: "admit", proof: "by admit", verdict: "forbidden", says: "admit" },
  { how: "stop", proof: "by\n  stop\n  decide", verdict: "forbidden", says: "stop" },
  { how: "any_goals sorry", proof: "by any_goals sorry", verdict: "forbidden", says: "sorry" },
  { how: "the axiom under sorry", proof: "sorryAx _ false", verdict: "forbidden", says: "sorryAx" },
  {
    how: "the axiom under sorry, passed off as Lean's own",
    proof: "sorryAx _ true",
    verdict: "forbidden",
    says: "sorryAx",
  },
  { how: "native_decide", proof: "by native_decide", verdict: "forbidden", says: "native_decide" },
  { how: "decide +native", proof: "by decide +native", verdict: "forbidden", says: "native" },
  {
    how: "decide with native := true",
    proof: "by decide (config := { native := true })",
    verdict: "failed",
    says: "",
  },
  { how: "the code generator's axiom", proof: "lcProof", verdict: "forbidden", says: "lcProof" },
  {
    how: "unsafe code",
    proof: "unsafe (unsafeCast trivial)",
    verdict: "forbidden",
    says: "unsafe",
  },
  {
    how: "casting without being asked to be safe",
    proof: "unsafeCast trivial",
    verdict: "failed",
    says: "",
  },
  { how: "the theorem itself", proof: "_goal", verdict: "failed", says: "_goal" },
  {
    how: "closing the text and declaring an axiom",
    proof: "by decide\naxiom cheat : 1 = 2",
    verdict: "failed",
    says: "",
  },
  {
    how: "closing a bracket that was never opened",
    proof: "rfl) (x := (1 = 2)",
    verdict: "failed",
    says: "",
  },
  {
    how: "evaluating code behind the proof",
    proof: 'rfl\n#eval IO.FS.writeFile "x" "y"',
    verdict: "failed",
    says: "",
  },
  {
    how: "reading a file while elaborating",
    proof: 'absurd (include_str "/etc/passwd") (by decide)',
    verdict: "failed",
    says: "",
  },
  {
    how: "running a metaprogram",
    proof: "by run_tac Lean.Elab.Tactic.done",
    verdict: "forbidden",
    says: "run_tac",
  },
  {
    how: "a name that looks like False but is Cyrillic",
    proof: "Fаlse.elim rfl",
    verdict: "failed",
    says: "",
  },
  { how: "sorry with a zero-width space", proof: "by so\u200brry", verdict: "failed", says: "" },
  { how: "sorry in guillemets", proof: "«sorry»", verdict: "failed", says: "" },
  {
    how: "a statement that brings its own set_option",
    goal: { statement: "set_option debug.skipKernelTC true in 1 = 2" },
    proof: "by decide +kernel",
    verdict: "forbidden",
    says: "set_option",
  },
  {
    how: "a statement with a hole",
    goal: { statement: "(sorry : Prop)" },
    proof: "trivial",
    verdict: "forbidden",
    says: "sorry",
  },
  {
    how: "a statement that leaves a part open, to be filled by the proof",
    goal: { statement: "1 = ?n" },
    proof: "rfl",
    verdict: "failed",
    says: "",
  },
  {
    how: "a statement that declares an axiom",
    goal: { statement: "1 = 2\naxiom cheat : 1 = 2" },
    proof: "cheat",
    verdict: "failed",
    says: "",
  },
  {
    how: "a statement that is no proposition",
    goal: { statement: "let p := 1 = 2; Nat" },
    proof: "(0 : Nat)",
    verdict: "failed",
    says: "proposition",
  },
  {
    how: "a lemma that is false",
    goal: { ...FALSE, lemmas: [{ name: "bad", statement: "1 = 2", proof: "by decide" }] },
    proof: "bad",
    verdict: "failed",
    says: "lemma bad",
  },
  {
    how: "a lemma by sorry",
    goal: { ...FALSE, lemmas: [{ name: "bad", statement: "1 = 2", proof: "by sorry" }] },
    proof: "bad",
    verdict: "forbidden",
    says: "lemma bad: sorry",
  },
  {
    how: "a lemma in the name of a theorem of the library",
    goal: { ...FALSE, lemmas: [{ name: "Nat.add_comm", statement: "1 = 1", proof: "rfl" }] },
    proof: "by decide",
    verdict: "forbidden",
    says: "Nat.add_comm",
  },
  {
    how: "a lemma that closes the text",
    goal: {
      ...FALSE,
      lemmas: [{ name: "a", statement: "True", proof: "trivial\naxiom b : 1 = 2" }],
    },
    proof: "b",
    verdict: "failed",
    says: "lemma a",
  },
  {
    how: "the very theorem that is to be proved again",
    goal: { statement: "type_of% @Nat.add_comm", before: "Nat.add_comm" },
    proof: "Nat.add_comm",
    verdict: "forbidden",
    says: "Nat.add_comm",
  },
  {
    how: "a theorem after it that says the same",
    goal: { statement: "type_of% @Nat.add_comm", before: "Nat.add_comm" },
    proof: "by intro a b; omega",
    verdict: "forbidden",
    says: "may come after it",
  },
  {
    how: "the same hidden in an auxiliary declaration",
    goal: { statement: "type_of% @Nat.add_comm", before: "Nat.add_comm" },
    proof:
      "by intro a b; have h : a + b = b + a := by as_aux_lemma => exact Nat.add_comm a b\n   exact h",
    verdict: "forbidden",
    says: "Nat.add_comm",
  },
  {
    how: "a theorem of another module that imports the theorem's",
    goal: { statement: "∀ a b : Nat, a + b = b + a", before: "Nat.add_comm" },
    proof: "by intro a b; have h := Int.add_comm a b; omega",
    verdict: "forbidden",
    says: "may come after it",
  },
  {
    how: "an honest proof of another statement",
    proof: "(rfl : 1 = 1)",
    verdict: "failed",
    says: "ismatch",
  },
];

withLean(
  "no cheating proof is accepted, each gets its verdict and Lean goes on",
  async (t, lean) => {
    for (const { how, goal = FALSE, proof, verdict, says } of CHEATS) {
      await t.step(how, async () => {
        const reply = await lean.check(goal, proof, { heartbeats: 20_000, deadlineMs: 60_000 });
        assertEquals(
          [reply.verdict, reply.used, reply.axioms],
          [verdict, [], []],
          reply.error ?? "",
        );
        assertStringIncludes(reply.error ?? "", says);
      });
    }
    await t.step(
      "an option that cheats is refused, the tactic alone proves what is true",
      async () => {
        const reply = await lean.check({ statement: "10 ∣ 20" }, "by decide +kernel");
        assertEquals(reply.verdict, "proved");
      },
    );
    await t.step(
      "a proof beyond its heartbeats runs out of time, the same on every machine",
      async () => {
        const goal = { statement: "∀ a b : Nat, a + b = b + a" };
        assertEquals((await lean.check(goal, "by omega", { heartbeats: 1 })).verdict, "timeout");
        assertEquals(
          (await lean.check(goal, "by omega", { heartbeats: 20_000 })).verdict,
          "proved",
        );
      },
    );
    await t.step(
      "before a theorem, what cannot rest on it is free, wherever the library lists it",
      async () => {
        // Init.Grind.Lemmas is listed after Init.Data.UInt.Lemmas and imports nothing of it.
        const reply = await lean.check(
          {
            statement: "∀ a b : Prop, (a = b) = True → (a ∧ b) ∨ (¬ a ∧ ¬ b)",
            before: "UInt8.not_le",
          },
          "fun _ _ h => Lean.Grind.of_eq_eq_true h",
        );
        assertEquals([reply.verdict, reply.error], ["proved", undefined]);
      },
    );
    await t.step("a step cheats no better than a whole proof", async () => {
      const opened = await lean.newState(FALSE);
      if (opened.verdict !== "open") throw new Error(opened.verdict);
      for (const tactic of ["sorry", "set_option debug.skipKernelTC true in decide +kernel"]) {
        assertEquals((await lean.step(opened.state, tactic)).verdict, "forbidden");
      }
      assertEquals((await lean.step(opened.state, "exact sorryAx _ false")).verdict, "forbidden");
      const trick = await lean.step(opened.state, "skip) ; (exact rfl");
      assertNotEquals(trick.verdict, "proved");
    });
  },
);
