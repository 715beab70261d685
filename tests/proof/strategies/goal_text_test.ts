import { assertEquals } from "@std/assert";
import { closeGoal, nameable, parseGoal } from "../../../lib/proof/strategies/printed_goal.ts";
import { facts, inductive, variables } from "../../../lib/proof/strategies/local_terms.ts";
import {
  compounds,
  literalUses,
  sides,
  substitute,
} from "../../../lib/proof/strategies/term_text.ts";

Deno.test("a printed goal is taken apart: its case, names that share a line, lines that go on", () => {
  const goal = parseGoal("case succ\nn m : Nat\nh :\n  n ≤\n    m\nx : Nat := 3\n⊢ n <\n  m + 1");
  assertEquals(goal.case, "succ");
  assertEquals(goal.hypotheses.map((h) => h.name), ["n", "m", "h", "x"]);
  assertEquals(goal.hypotheses[3], { name: "x", type: "Nat", value: "3" });
  assertEquals(goal.target, "n < m + 1");
});

Deno.test("names that no script can write get one, and every mention follows", () => {
  const goal = nameable(parseGoal("n✝ n : Nat\na✝¹ : n✝ ≤ n\na✝ : n = 0\n⊢ n✝ = 0"));
  assertEquals(goal.hypotheses.map((h) => h.name), ["n1", "n", "h", "h1"]);
  assertEquals([goal.hypotheses[2]!.type, goal.target], ["n1 ≤ n", "n1 = 0"]);
});

Deno.test("a goal closes to one statement, instances in square brackets", () => {
  const goal = parseGoal("α : Type\ninst✝ : BEq α\nx y : α\n⊢ (x == y) = true");
  assertEquals(closeGoal(goal), "∀ (α : Type) [inst : BEq α] (x y : α), (x == y) = true");
});

Deno.test("data is told from facts, and what can be inducted on from what cannot", () => {
  const goal = parseGoal("f : Nat → Nat\nxs : List Nat\nb : Bool\nh : b = true\n⊢ xs.length = f 0");
  assertEquals(variables(goal).map((h) => h.name), ["xs", "b"]);
  assertEquals(inductive(goal).map((h) => h.name), ["xs"]);
  assertEquals(facts(goal).map((h) => h.name), ["h"]);
});

Deno.test("an equation is split at its own sign, not at one in brackets or under a quantifier", () => {
  assertEquals(sides("(a = b) = c"), ["(a = b)", "c"]);
  assertEquals(sides("∀ x, x = y"), undefined);
  assertEquals(sides("a = b ∧ c = d"), undefined);
  assertEquals(sides("a ∣ b + c", "∣"), ["a", "b + c"]);
});

Deno.test("literals count only where a function is given them", () => {
  assertEquals(literalUses("n + 0 = 0 * n"), []);
  const [use] = literalUses("List.foldl (fun a x => a + x) 0 xs = xs.sum");
  assertEquals(use?.with("acc"), "List.foldl (fun a x => a + x) acc xs");
});

Deno.test("a name is replaced where it stands by itself, fields kept, other names left alone", () => {
  assertEquals(
    substitute("xs.length + xs1.length", "xs", "(y :: ys)"),
    "((y :: ys)).length + xs1.length",
  );
  assertEquals(substitute("f n = nn", "n", "n + 1"), "f (n + 1) = nn");
});

Deno.test("what can be generalised is found longest first", () => {
  assertEquals(compounds("rev (rev xs ++ [x])"), ["rev (rev xs ++ [x])", "rev xs"]);
});
