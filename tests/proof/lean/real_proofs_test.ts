import { assertEquals, assertStringIncludes } from "@std/assert";
import { withLean } from "./_real_lean.ts";

/** Statements with proofs that Lean's kernel must accept, of every kind that strategies make. */
const PROOFS: readonly (readonly [statement: string, proof: string])[] = [
  ["∀ n : Nat, n + 0 = n", "fun _ => rfl"],
  ["∀ n : Nat, 0 + n = n", "by intro n; simp"],
  ["∀ a b : Nat, a + b = b + a", "by intro a b; omega"],
  ["∀ a b c : Nat, a + b + c = a + (b + c)", "by intro a b c; rw [Nat.add_assoc]"],
  ["∀ a b c : Nat, a * (b + c) = a * b + a * c", "by grind"],
  ["∀ n : Nat, n < n + 1", "by exact fun n => Nat.lt_succ_self n"],
  [
    "∀ n : Nat, n ≤ n * n",
    "by intro n; cases n with | zero => decide | succ k => exact Nat.le_mul_of_pos_left _ (Nat.succ_pos k)",
  ],
  ["∀ n : Fin 20, n.val * n.val < 400", "by decide"],
  ["10 ∣ 20", "by decide +kernel"],
  ["∀ (l : List Nat), l ++ [] = l", "by intro l; induction l <;> simp_all"],
  ["∀ (α : Type u) (l : List α), l.reverse.reverse = l", "by simp"],
  [
    "∀ (α : Type) (l m : List α), (l ++ m).length = l.length + m.length",
    "by\n  intro α l m\n  induction l with\n  | nil => simp\n  | cons x xs ih => simp [ih]; omega",
  ],
  ["∀ (α β : Type) (f : α → β) (l : List α), (l.map f).length = l.length", "by intros; simp"],
  ["∀ b : Bool, (!!b) = b", "by decide"],
  ["∀ a b : Bool, (a && b) = (b && a)", "by intro a b; cases a <;> cases b <;> rfl"],
  ["∀ (α : Type) (o : Option α), o.isSome = !o.isNone", "by intro α o; cases o <;> rfl"],
  ["∀ p q : Prop, p ∧ q → q ∧ p", "fun _ _ ⟨hp, hq⟩ => ⟨hq, hp⟩"],
  ["∀ p : Prop, ¬¬p → p", "fun _ h => Classical.byContradiction h"],
  ["∀ p q : Prop, (p → q) ↔ (¬q → ¬p)", "by grind"],
  ["∀ (f g : Nat → Nat), (∀ x, f x = g x) → f = g", "fun f g h => funext h"],
  ["∃ n : Nat, n * n = 49", "⟨7, rfl⟩"],
  ["∀ x y : Int, x < y → ¬ y ≤ x", "by omega"],
  ["∀ (α : Type u) (β : Type v) (a : α) (b : β), (a, b).1 = a", "by intros; rfl"],
  ["∀ n : Nat, n % 2 = 0 ∨ n % 2 = 1", "by\n  intro n -- not a sorry\n  omega"],
  ['"sorry" = "sorry"', "by /- admit, sorry, set_option -/ rfl"],
];

withLean("the kernel accepts real proofs, and says what they stand on", async (t, lean) => {
  for (const [statement, proof] of PROOFS) {
    await t.step(`${statement} by ${proof.split("\n")[0]}`, async () => {
      const reply = await lean.check({ statement }, proof);
      assertEquals([reply.verdict, reply.error], ["proved", undefined]);
    });
  }
  await t.step("axioms and library constants are named", async () => {
    const reply = await lean.check({ statement: "∀ p : Prop, p ∨ ¬p" }, "fun p => Classical.em p");
    assertEquals([reply.verdict, reply.used], ["proved", ["Classical.em"]]);
  });
  await t.step("what is false, unfinished or no Lean fails with Lean's own words", async () => {
    const failing = async (statement: string, proof: string) => {
      const { verdict, error } = await lean.check({ statement }, proof);
      assertEquals(verdict, "failed");
      return error ?? "";
    };
    assertStringIncludes(await failing("1 = 2", "by decide"), "proposition");
    assertStringIncludes(await failing("1 = 2", "by skip"), "unsolved goals");
    assertStringIncludes(await failing("1 = 1", "by nonsense"), "unknown tactic");
    assertStringIncludes(await failing("1 + 1", "rfl"), "failed to synthesize");
    assertStringIncludes(await failing("(1 : Nat)", "rfl"), "type expected");
    assertStringIncludes(await failing("foo = 1", "rfl"), "foo");
  });
  await t.step("what a tactic costs is no matter of what was asked before", async () => {
    const cost = async (tactic: string) => {
      const opened = await lean.newState({ statement: "∀ a b : Nat, a + b = b + a" });
      if (opened.verdict !== "open") throw new Error(opened.verdict);
      const { verdict, heartbeats } = await lean.step(opened.state, tactic);
      return [verdict, opened.heartbeats, heartbeats];
    };
    const tactics = ["intros; omega", "simp", "grind", "intros; ac_rfl"];
    const before = [];
    for (const tactic of tactics) before.push(await cost(tactic));
    const after = [];
    for (const tactic of tactics.toReversed()) after.unshift(await cost(tactic));
    assertEquals(after, before);
    assertEquals((await cost("intros; exact?"))[2], undefined);
  });
  await t.step(
    "of a theorem's own module definitions are free, its other theorems are not",
    async () => {
      const goal = {
        statement: "∃ f : Option Nat → Bool, f none = false ∧ (∀ n, f (some n) = true)",
        before: "Option.isNone_none",
      };
      const judged = async (proof: string) => (await lean.check(goal, proof)).verdict;
      assertEquals(await judged("⟨Option.isSome, rfl, fun _ => rfl⟩"), "proved");
      assertEquals(await judged("⟨Option.isSome, Option.isSome_none, fun _ => rfl⟩"), "forbidden");
    },
  );
});
