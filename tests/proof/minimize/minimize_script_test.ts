import { assert, assertEquals, assertRejects } from "@std/assert";
import { minimizeScript } from "../../../lib/proof/minimize/minimize_script.ts";
import { shorterSteps } from "../../../lib/proof/minimize/shorter_steps.ts";
import { UserError } from "../../../lib/substrate/values/user_error.ts";
import { scriptedLean } from "../_scripted.ts";

/** Scripts hold when they have all these words, in this order. */
const needs = (...words: string[]) =>
  scriptedLean({ holds: (_, proof) => new RegExp(words.join("[\\s\\S]*")).test(proof) });
const goal = { statement: "1 = 1" };

Deno.test("steps that do nothing are left out, lists lose what is not needed, and the end is checked", async () => {
  const lean = needs("intro n", "simp \\[.*key.*\\]");
  const tactics = [
    "skip",
    "intro n",
    "skip",
    "have h := 1",
    "simp [a, key, f (b, c)] at *",
    "skip",
  ];
  const shorter: number[] = [];
  const done = await minimizeScript({
    ...{ lean, goal, tactics },
    onShorter: (script) => shorter.push(script.join("\n").length),
  });
  assertEquals(done.tactics, ["intro n", "simp [key] at *"]);
  assert(done.after < done.before && done.checks === lean.checked.length);
  assertEquals(shorter, shorter.toSorted((a, b) => b - a));
});

Deno.test("a closing step takes the place of the rest where it can", async () => {
  const lean = needs("intro n", "omega");
  const tactics = ["intro n", "rw [Nat.add_comm]", "exact foo.bar (baz omega)"];
  assertEquals((await minimizeScript({ lean, goal, tactics })).tactics, ["intro n", "omega"]);
});

Deno.test("the same script comes out every time, and nothing is asked twice", async () => {
  const run = async () => {
    const lean = needs("p", "q");
    const { tactics } = await minimizeScript({ lean, goal, tactics: [..."opnqrs"] });
    const asked = lean.checked.map(({ proof }) => proof);
    assertEquals(asked.length, new Set(asked).size);
    return [tactics, asked];
  };
  assertEquals(await run(), await run());
  assertEquals((await run())[0], ["p", "q"]);
});

Deno.test("a script that does not hold is refused, and an interruption ends the work", async () => {
  const lean = needs("never");
  const run = () => minimizeScript({ lean, goal, tactics: ["rfl"] });
  const error = await assertRejects(run, UserError, "does not prove the goal");
  assertEquals(error.exitCode, 1);
  const signal = AbortSignal.abort();
  await assertRejects(
    () => minimizeScript({ lean, goal, tactics: ["never"], signal }),
    DOMException,
  );
});

Deno.test("shorter steps: combinations, brackets, lists; a plain word has none", () => {
  assertEquals(shorterSteps("rfl"), []);
  assertEquals(shorterSteps("(intro; omega)"), ["intro; omega"]);
  assertEquals(shorterSteps("intros; a <;> b"), ["b", "intros", "a <;> b", "intros; a"]);
  assertEquals(shorterSteps("xs[i] = [a, b"), []);
  for (const odd of ["", "[", "simp []", ")(", "<;>"]) {
    assert(shorterSteps(odd).every((one) => one.length < odd.length));
  }
});
