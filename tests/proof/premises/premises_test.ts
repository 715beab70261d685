import { assertEquals, assertRejects } from "@std/assert";
import type { Premise } from "../../../lib/proof/premises/premise.ts";
import { isWritten, openPremises } from "../../../lib/proof/premises/open_premises.ts";
import { createPremiseIndex } from "../../../lib/proof/premises/premise_index.ts";
import { conclusionOf, leftSideOf, symbolsOf } from "../../../lib/proof/premises/symbols.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";

const theorem = (name: string, statement: string, order = 0): Premise => ({
  ...{ name, statement, order },
  module: order === 0 ? "Init.Core" : "Init.Data.List.Basic",
});
const SOME = [
  theorem("Nat.add_comm", "∀ (n m : Nat), n + m = m + n"),
  theorem("Nat.mul_comm", "∀ (n m : Nat), n * m = m * n"),
  theorem(
    "List.length_append",
    "∀ {α : Type} {as bs : List α}, (as ++ bs).length = as.length + bs.length",
    1,
  ),
  theorem("List.range_succ", "∀ {n : Nat}, List.range n.succ = List.range n ++ [n]", 1),
];

Deno.test("symbols are operators, constants and fields; variables and grammar are none", () => {
  assertEquals([...symbolsOf("fun x => (xs ++ ys).length + List.sum zs").keys()], [
    "++",
    "length",
    "+",
    "List",
    "sum",
  ]);
  assertEquals([...symbolsOf("").keys()], []);
});

Deno.test("a conclusion stands behind binders and arrows, not behind those in brackets", () => {
  assertEquals(conclusionOf("∀ (h : a → b) {n : Nat}, n = 0 → f n = 1"), "f n = 1");
  assertEquals(conclusionOf("(a → b) ↔ c"), "(a → b) ↔ c");
  assertEquals(leftSideOf("∀ (n : Nat), n ∣ 0 ↔ True"), "n ∣ 0");
});

Deno.test("the premise with the goal's rare symbols comes first, and no more are given than wanted", () => {
  const index = createPremiseIndex(SOME);
  const names = (target: string, rest = {}) =>
    index.search({ target, ...rest }).map(({ premise }) => premise.name);
  assertEquals(names("(xs ++ ys).length = ys.length + xs.length")[0], "List.length_append");
  assertEquals(names("a * b = b * a", { limit: 1 }), ["Nat.mul_comm"]);
  assertEquals(names("nothing here"), []);
});

Deno.test("a rule is found by its left side, n.succ being what goals write as n + 1", () => {
  const index = createPremiseIndex(SOME);
  const [best] = index.search({ target: "(List.range (k + 1)).sum = k", by: "left side" });
  assertEquals(best?.premise.name, "List.range_succ");
});

Deno.test("before a theorem, nothing of its own module or a later one is found", () => {
  const index = createPremiseIndex(SOME);
  const found = index.search({ target: "(xs ++ ys).length = a + b", before: "List.range_succ" });
  assertEquals(found.map(({ premise }) => premise.module), found.map(() => "Init.Core"));
});

Deno.test("the same premises in any order rank the same", () => {
  const query = { target: "a + b = b + a * c" };
  assertEquals(
    createPremiseIndex(SOME).search(query),
    createPremiseIndex(SOME.toReversed()).search(query),
  );
});

Deno.test("what Lean makes by itself is not written", () => {
  const written = (name: string) => isWritten({ name, statement: "True" });
  assertEquals(["Nat.add_comm", "List.map.eq_1", "Prod.mk.injEq", "f.match_1"].map(written), [
    true,
    false,
    false,
    false,
  ]);
});

Deno.test("premises are listed once and then read from the cache, by toolchain; a broken listing leaves none", async () => {
  const folder = await Deno.makeTempDir();
  let listed = 0;
  const library = (toolchain: string, breaks = false) => ({
    toolchain,
    async *theorems() {
      listed++;
      yield* SOME;
      await Promise.resolve();
      if (breaks) throw new Error("gone");
    },
  });
  await assertRejects(() => openPremises(library("a", true), folder), Error, "gone");
  const first = await openPremises(library("a"), folder);
  assertEquals(await openPremises(library("a"), folder), first);
  assertEquals(listed, 2);
  await openPremises(library("b"), folder);
  assertEquals(listed, 3);
  const [file] = [...Deno.readDirSync(folder)].map((entry) => entry.name).sort();
  await Deno.writeTextFile(`${folder}/${file}`, '{"schema":"other/1"}\n');
  await assertRejects(
    async () => {
      await openPremises(library("a"), folder);
      await openPremises(library("b"), folder);
    },
    UserError,
    file!,
  );
  await Deno.remove(folder, { recursive: true });
});
