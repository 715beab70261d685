import { assertEquals } from "@std/assert";
import { chooseAttempts, rankForTest } from "../../../lib/arc/loop/attempts.ts";
import { Workbench } from "../../../lib/arc/loop/workbench.ts";
import type { Program } from "../../../lib/arc/dsl/program.ts";
import { modules, motions, ruler, task } from "./_fakes.ts";

// Symmetric pairs: every motion fits, and only the test tells them apart.
const round = task("round", ["11/11>11/11", "2>2"], ["12/34", "56/78"]);

function bench() {
  const made = new Workbench(round, modules(ruler("teacher", {})).critic);
  const add = (program: Program, family: string, stage: string) =>
    made.verify(program, { source: "teacher", family, stage, iterIdx: 0 }).verified;
  return { made, add };
}

Deno.test("rankForTest() trusts the families that are right more often", () => {
  const { made, add } = bench();
  add(motions("turn90"), "cell_rules", "rules");
  add(motions("flip_y"), "enumeration", "enumeration");
  add(motions("flip_x"), "geometry", "closed_form");
  assertEquals(rankForTest(made.all()).map((one) => one.origin.family), [
    "geometry",
    "enumeration",
    "cell_rules",
  ]);
});

Deno.test("rankForTest() lets agreement between families go before trust", () => {
  const { made, add } = bench();
  add(motions("flip_x"), "geometry", "closed_form");
  add(motions("turn90"), "enumeration", "enumeration");
  add(motions("transpose", "flip_x"), "cell_rules", "rules");
  const order = rankForTest(made.all());
  assertEquals(order[0]?.origin.family, "enumeration");
  assertEquals(order[1]?.origin.family, "geometry");
});

Deno.test("rankForTest() hears another family before a second guess of the same", () => {
  const { made, add } = bench();
  add(motions("flip_x"), "geometry", "closed_form");
  add(motions("flip_y"), "geometry", "closed_form");
  add(motions("turn90"), "cell_rules", "rules");
  const order = rankForTest(made.all()).map((one) => one.origin.family);
  assertEquals(order, ["geometry", "cell_rules", "geometry"]);
});

Deno.test("chooseAttempts() chooses two different grids per test input, without looking at outputs", () => {
  const { made, add } = bench();
  add(motions("flip_x"), "a", "closed_form");
  add(motions("turn180", "flip_y"), "b", "closed_form");
  add(motions("turn90"), "c", "enumeration");
  const attempts = chooseAttempts(round, made.all());
  assertEquals(attempts.map((attempt) => attempt.outputs.map((one) => one.toRows())), [
    [[[2, 1], [4, 3]], [[3, 1], [4, 2]]],
    [[[6, 5], [8, 7]], [[7, 5], [8, 6]]],
  ]);
});

Deno.test("chooseAttempts() puts full fits before partial fits", () => {
  const flip = task("flip", ["12>21", "34>43"], ["56"]);
  const made = new Workbench(flip, modules(ruler("teacher", {})).critic);
  const origin = { source: "teacher" as const, iterIdx: 0 };
  made.verify({ steps: [] }, { ...origin, family: "near", stage: "closed_form" });
  made.verify(motions("flip_x"), { ...origin, family: "far", stage: "rules" });
  assertEquals(chooseAttempts(flip, made.all())[0]?.outputs.map((one) => one.toRows()), [
    [[6, 5]],
    [[5, 6]],
  ]);
});
