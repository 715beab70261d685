import { assertEquals, assertNotEquals } from "@std/assert";
import { normaliseStatement as normal } from "../../../lib/proof/goal/normalise.ts";

/** Statements that are one and the same. */
const SAME: readonly (readonly string[])[] = [
  [
    "∀ n : Nat, n + 0 = n",
    "∀ (k : Nat), k + 0 = k",
    "forall  m:Nat ,m+0=m",
    "(x : Nat) → x + 0 = x",
  ],
  [
    "∀ a b : Nat, a = b",
    "∀ (a b : Nat), a = b",
    "∀ (a : Nat) (b : Nat), a = b",
    "∀ a : Nat, ∀ b : Nat, a = b",
  ],
  ["∀ {α : Type} [BEq α] (x : α), x == x", "∀ {β : Type} [BEq β] (y : β), y == y"],
  ["∃ n, n > 3 ∧ n < 5", "exists k, k > 3 /\\ k < 5"],
  ["(fun x => x + 1) 2 = 3", "(λ y ↦ y + 1) 2 = 3"],
  ["∀ x ∈ xs, x < 3", "∀ y ∈ xs, y < 3"],
  ["∀ p : Nat × Nat, p.1 = p.fst", "∀ q : Nat × Nat, q.1 = q.fst"],
  ["∀ n, (∀ n, n = 0) → n = 1", "∀ a, (∀ b, b = 0) → a = 1"],
  ["∀ h : 0 < 1, True -- why\n", "∀ h : /- a /- b -/ c -/ 0 < 1, True"],
  ["∀ «a b» : Nat, «a b» = 0", "∀ c : Nat, c = 0"],
];

/** Statements that are not. */
const DIFFERENT: readonly (readonly [string, string])[] = [
  ["∀ n N : Nat, n = N", "∀ n N : Nat, n = n"],
  ["Foo.bar = 1", "Foo.Bar = 1"],
  ["∀ n, (∀ n, n = 0) → n = 1", "∀ n, (∀ m, n = 0) → n = 1"],
  ["∀ xs : List Nat, ∀ i, f xs[i]", "∀ xs : List Nat, ∀ i, f xs [i]"],
  ['"a b" = "c"', '"a  b" = "c"'],
  ["∀ {n : Nat}, P n", "∀ (n : Nat), P n"],
  ["∀ x y, r x y", "∀ x y, r y x"],
  ["[fun x => x, y] = z", "[fun y => y, y] = w"],
  ["∀ x < 3, P x", "∀ x ≤ 3, P x"],
];

Deno.test("names of bound variables, spaces, comments and spellings do not matter", () => {
  for (const [first, ...others] of SAME) {
    for (const other of others) assertEquals(normal(other), normal(first!));
  }
});

Deno.test("case, order, brackets and constants do matter", () => {
  for (const [one, other] of DIFFERENT) assertNotEquals(normal(one), normal(other));
});

Deno.test("a name is bound no further than its scope reaches", () => {
  assertEquals(normal("(∀ x, P x) ∧ Q x"), normal("(∀ y, P y) ∧ Q x"));
  assertEquals(normal("[fun x => x, x]"), normal("[fun y => y, x]"));
});

Deno.test("broken text keeps its words and takes no time", () => {
  for (const text of ["", "(", "∀", "∀ (x", ") ∀ x,", '"open', "/- open", "«"]) normal(text);
  const deep = "(".repeat(2000) + "x" + ")".repeat(2000);
  assertEquals(normal(deep), normal(`${deep} -- deep`));
  assertNotEquals(normal("∀ (x : A y"), normal("∀ (x : A z"));
});
