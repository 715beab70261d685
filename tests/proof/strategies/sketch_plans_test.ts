import { assertEquals } from "@std/assert";
import { parseGoal } from "../../../lib/proof/strategies/printed_goal.ts";
import { accumulatorPlans } from "../../../lib/proof/strategies/sketch/accumulator_plans.ts";
import {
  closedFormPlans,
  divisorPlans,
} from "../../../lib/proof/strategies/sketch/arithmetic_plans.ts";
import { strongerPlans } from "../../../lib/proof/strategies/sketch/induction_plans.ts";
import { remainderPlans } from "../../../lib/proof/strategies/sketch/remainder_plans.ts";
import { splitPlans } from "../../../lib/proof/strategies/sketch/split_plans.ts";
import { stuckLemmas } from "../../../lib/proof/strategies/sketch/stuck_lemmas.ts";
import { witnessPlans } from "../../../lib/proof/strategies/sketch/witness_plans.ts";

Deno.test("an accumulator is generalised, first against the other side of the equation", () => {
  const goal = parseGoal("go : Nat → Nat → Nat\nn : Nat\n⊢ go n 0 = n");
  const statements = accumulatorPlans(goal).map((plan) => plan.lemma!.statement);
  assertEquals(statements[0], "∀ n acc, go n acc = (acc + n)");
  assertEquals(statements.includes("∀ n acc, go n acc = (acc + go n 0)"), true);
});

Deno.test("a stuck induction asks for the lemma that it lacks", () => {
  const whole = parseGoal("rev : List Nat → List Nat\nxs : List Nat\n⊢ rev (rev xs) = xs");
  const stuck = parseGoal(
    "rev : List Nat → List Nat\nx : Nat\ntail : List Nat\nih : rev (rev tail) = tail\n" +
      "⊢ rev (rev tail ++ [x]) = x :: tail",
  );
  assertEquals(
    stuckLemmas(stuck, whole)[0]?.lemma?.statement,
    "∀ ys x, rev (ys ++ [x]) = x :: (rev ys)",
  );
});

Deno.test("the closed form of a sum is read off its steps, and only where they are linear", () => {
  const sum = (step: string) =>
    closedFormPlans(parseGoal(
      `f : Nat → Nat\nzero : f 0 = 3\nstep : ∀ (n : Nat), f (n + 1) = f n + ${step}\nn : Nat\n⊢ f n < 9`,
    )).map((plan) => plan.lemma!.statement);
  assertEquals(sum("(2 * n + 1)"), ["∀ n, 2 * f n + 2 * n = 2 * (n * n) + 2 * n + 6"]);
  assertEquals(sum("n * n"), []);
  assertEquals(sum("g n"), []);
});

Deno.test("a two-step induction carries the next case along", () => {
  const [plan] = strongerPlans(parseGoal("f : Nat → Nat\nn : Nat\n⊢ f n < 2 ^ n"));
  assertEquals(plan?.steps[1], "induction n");
  assertEquals(
    plan?.steps[0],
    "suffices both : (f n < 2 ^ n) ∧ (f (n + 1) < 2 ^ (n + 1)) from both.1",
  );
});

Deno.test("remainders are cases where the target takes one by a small number only", () => {
  const of = (target: string) => remainderPlans(parseGoal(`n : Nat\n⊢ ${target}`));
  assertEquals(of("n * n % 3 = 2").map((plan) => plan.name), [
    "remainders mod 3",
    "remainders mod 9",
  ]);
  assertEquals(of("n % 1000 = 2"), []);
  assertEquals(of("n = 2"), []);
});

Deno.test("witnesses are terms over the variables and the numbers of the target", () => {
  const steps = witnessPlans(parseGoal("a b : Nat\n⊢ ∃ q r, a = b * q + r"))
    .map((plan) => plan.steps[0]);
  assertEquals(steps.includes("refine ⟨a / b, a % b, ?_⟩"), true);
  assertEquals(witnessPlans(parseGoal("⊢ True")), []);
});

Deno.test("small types and Boolean functions are split into their values; a sum's divisor into its parts", () => {
  const names = splitPlans(parseGoal("f : Bool → Bool\nb : Bool\n⊢ f (f (f b)) = f b"))
    .map((plan) => plan.name);
  assertEquals(names, ["cases", "cases of values"]);
  assertEquals(divisorPlans(parseGoal("a b : Nat\n⊢ a ∣ b + a")).length, 1);
  assertEquals(divisorPlans(parseGoal("a b : Nat\n⊢ a ∣ b")), []);
});
