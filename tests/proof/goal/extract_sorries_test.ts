import { assertEquals } from "@std/assert";
import { extractSorries } from "../../../lib/proof/goal/extract_sorries.ts";
import { closedStatement } from "../../../lib/proof/goal/goal.ts";

const FILE = `import Foo
/-! a file with sorry in its words /- nested sorry -/ sorry -/
universe u
open Nat List

namespace Outer.Inner

variable {α : Type u} [BEq α] (xs ys : List α)
variable (unused : Nat)

/-- doc with sorry -/
@[simp] theorem length_self (n : Nat) (h : 0 < n) : -- a remark
    xs.length = xs.length ∧ n = n := by
  have : True := trivial
  open Classical in
  sorry

private lemma «odd name» : "sorry" = "sorry" := rfl

theorem done : 1 = 1 := by
  rfl -- sorry

section
variable {k : Nat}
example : k = k := sorry
end

instance (priority := low) : Inhabited Nat := sorry

def f (n : Nat) : Nat := sorry
theorem untyped := sorry

theorem by_cases' : ∀ n : Nat, n = n
  | 0 => rfl
  | n + 1 => by
    cases n
    · sorry
    · sorry

end Outer.Inner

theorem _root_.last (α : Type) : α = α := by sorry
  example (a : Nat) : a = a := by sorry
`;

Deno.test("every declaration with a sorry is found with its place; words in comments and strings are none", () => {
  const found = extractSorries(FILE).map(({ name, line, column, sorries }) =>
    [name, line, column, sorries] as const
  );
  assertEquals(found, [
    ["Outer.Inner.length_self", 16, 3, 1],
    ["example at line 25", 25, 20, 1],
    ["instance at line 28", 28, 47, 1],
    ["Outer.Inner.f", 30, 26, 1],
    ["Outer.Inner.untyped", 31, 20, 1],
    ["Outer.Inner.by_cases'", 37, 7, 2],
    ["last", 42, 46, 1],
    ["example at line 43", 43, 35, 1],
  ]);
});

Deno.test("a goal stands under its own binders and the variables that it names, instances over them too", () => {
  const goals = extractSorries(FILE).flatMap(({ goal }) => goal ? [closedStatement(goal)] : []);
  assertEquals(goals, [
    "∀ {α : Type u} [BEq α] (xs ys : List α) (n : Nat) (h : 0 < n), xs.length = xs.length ∧ n = n",
    "∀ {k : Nat}, k = k",
    "Inhabited Nat",
    "∀ n : Nat, n = n",
    "∀ (α : Type), α = α",
    "∀ (a : Nat), a = a",
  ]);
});

Deno.test("what states no proposition has no goal, and says why", () => {
  const without = extractSorries(FILE).flatMap(({ name, without }) =>
    without === undefined ? [] : [[name, without]]
  );
  assertEquals(without, [
    ["Outer.Inner.f", "a def need not be a proposition"],
    ["Outer.Inner.untyped", "it states no type"],
  ]);
});

Deno.test("variables end with their section, and their brackets may change on the way", () => {
  const [one, two] = extractSorries(
    "section A\nvariable (n : Nat)\nvariable {n}\ntheorem a : n = n := sorry\nend A\n" +
      "theorem b : n = n := sorry\n",
  );
  assertEquals([one?.goal?.context, two?.goal?.context], [["{n : Nat}"], []]);
});

Deno.test("an empty file, a torn one and a huge one are read", () => {
  assertEquals(extractSorries(""), []);
  assertEquals(extractSorries("theorem t (n : Nat : n = n := sorry /- ").length, 1);
  const many = Array.from({ length: 5000 }, (_, i) => `theorem t${i} : ${i} = ${i} := by sorry\n`);
  assertEquals(extractSorries(many.join("")).length, 5000);
});
