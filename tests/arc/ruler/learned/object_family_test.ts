import { assert, assertEquals } from "@std/assert";
import { parseProgram, printProgram } from "../../../../lib/arc/dsl/mod.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import { objectRuleFamily } from "../../../../lib/arc/ruler/learned/mod.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { canonicalJson } from "../../../../lib/substrate/values/canonical_json.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { draftsOf, problemOf, solves } from "./_small_tasks.ts";

const fall = problemOf(
  [
    [[[2, 0, 0], [2, 0, 3], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 0, 3], [2, 0, 0], [2, 0, 0]]],
    [[[0, 3, 0], [0, 0, 2], [0, 0, 0], [0, 0, 0]], [[0, 3, 0], [0, 0, 0], [0, 0, 0], [0, 0, 2]]],
  ],
  [[[0, 2, 3], [2, 0, 0], [0, 0, 0]]],
);

Deno.test("only the objects of one colour fall", () => {
  const drafts = draftsOf(objectRuleFamily, fall);
  assert(solves(fall, drafts, [[[0, 0, 3], [0, 2, 0], [2, 0, 0]]]));
});

Deno.test("the largest object is repainted, the others vanish, in colours no pair showed", () => {
  const problem = problemOf(
    [
      [[[2, 2, 0, 4], [2, 0, 0, 0], [0, 0, 0, 4]], [[5, 5, 0, 0], [5, 0, 0, 0], [0, 0, 0, 0]]],
      [[[3, 0, 0, 0], [0, 0, 6, 6], [0, 0, 6, 6]], [[0, 0, 0, 0], [0, 0, 5, 5], [0, 0, 5, 5]]],
    ],
    [[[8, 0, 0], [0, 0, 9], [0, 0, 9]]],
  );
  const drafts = draftsOf(objectRuleFamily, problem).slice(0, 2);
  assert(solves(problem, drafts, [[[0, 0, 0], [0, 0, 5], [0, 0, 5]]]));
});

Deno.test("dots line up with the others of their row", () => {
  const problem = problemOf(
    [
      [[[2, 0, 0, 2], [0, 0, 0, 0]], [[2, 7, 7, 2], [0, 0, 0, 0]]],
      [[[0, 0, 0], [0, 0, 0], [2, 0, 2]], [[0, 0, 0], [0, 0, 0], [2, 7, 2]]],
    ],
    [[[0, 2, 0, 0, 2]]],
  );
  assert(solves(problem, draftsOf(objectRuleFamily, problem).slice(0, 2), [[[0, 2, 7, 7, 2]]]));
});

Deno.test("pairs that no list of three actions explains give no drafts", () => {
  const noise = problemOf([[[[1, 0, 2]], [[3, 1, 4]]], [[[2, 0, 1]], [[0, 5, 0]]]], [[[1, 0, 2]]]);
  assertEquals(draftsOf(objectRuleFamily, noise), []);
});

Deno.test("tasks of another size, without change or without objects are declined", () => {
  const sized = problemOf([[[[1]], [[1, 1]]]], [[[1]]]);
  const idle = problemOf([[[[1]], [[1]]]], [[[1]]]);
  assertEquals([sized, idle].map((p) => objectRuleFamily.applies(p)), [false, false]);
  const blank = problemOf([[[[0, 0]], [[1, 1]]]], [[[0, 0]]]);
  assertEquals(draftsOf(objectRuleFamily, blank), []);
});

Deno.test("every draft fits, prints and parses back, and comes again byte for byte", () => {
  const first = draftsOf(objectRuleFamily, fall);
  assertEquals(canonicalJson(draftsOf(objectRuleFamily, fall)), canonicalJson(first));
  for (const { program } of first) {
    assertEquals(canonicalJson(parseProgram(printProgram(program))), canonicalJson(program));
  }
});

Deno.test("a budget that ends mid-learning ends the drafts", () => {
  for (const nodes of [0, 30, 100, 200]) {
    const budget = new NodeBudget(nodes);
    const drafts = [...objectRuleFamily.drafts(fall, budget, createPrng(1))];
    assertEquals(budget.cut, "nodes");
    assert(drafts.length < draftsOf(objectRuleFamily, fall).length || nodes > 100);
  }
});

Deno.test("a grid of nine hundred dots is left to other families", () => {
  const cells = Uint8Array.from({ length: 900 }, (_, i) => 1 + i % 2);
  const input = new Grid(30, 30, cells);
  const task = {
    taskId: "dots",
    digest: "dots",
    train: [{ input, output: Grid.filled(30, 30, 4) }],
    testInputs: [input],
  };
  const budget = new NodeBudget(100_000);
  assertEquals([...objectRuleFamily.drafts({ task, facts: [] }, budget, createPrng(1))].length, 0);
});
