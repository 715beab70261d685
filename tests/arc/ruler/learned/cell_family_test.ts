import { assert, assertEquals } from "@std/assert";
import { parseProgram, printProgram } from "../../../../lib/arc/dsl/mod.ts";
import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import { cellRuleFamily } from "../../../../lib/arc/ruler/learned/mod.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { canonicalJson } from "../../../../lib/substrate/values/canonical_json.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { draftsOf, problemOf, ring, solves } from "./_small_tasks.ts";

Deno.test("rings are filled with their own colour, one that no pair showed included", () => {
  const problem = problemOf(
    [[ring(2, 0), ring(2, 2)], [ring(3, 0), ring(3, 3)]],
    [ring(8, 0)],
  );
  assert(solves(problem, draftsOf(cellRuleFamily, problem).slice(0, 2), [ring(8, 8)]));
});

Deno.test("cells between two marks of a row are joined", () => {
  const pairs: [number[][], number[][]][] = [
    [[[2, 0, 0, 2], [0, 0, 0, 0]], [[2, 3, 3, 2], [0, 0, 0, 0]]],
    [[[0, 0, 0, 0, 0], [0, 2, 0, 2, 0]], [[0, 0, 0, 0, 0], [0, 2, 3, 2, 0]]],
    [[[0, 2, 0], [0, 0, 0], [2, 0, 2]], [[0, 2, 0], [0, 0, 0], [2, 3, 2]]],
  ];
  const problem = problemOf(pairs, [[[0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 2, 0]]]);
  const wanted = [[[0, 0, 0, 0, 0, 0], [2, 3, 3, 3, 2, 0]]];
  assert(solves(problem, draftsOf(cellRuleFamily, problem).slice(0, 2), wanted));
});

Deno.test("a task whose output is twice as large is learned on an enlarged canvas", () => {
  const problem = problemOf(
    [[[[1, 2]], [[1, 1, 5, 5], [1, 1, 5, 5]]], [[[2, 1]], [[5, 5, 1, 1], [5, 5, 1, 1]]]],
    [[[2, 2]]],
  );
  assert(solves(problem, draftsOf(cellRuleFamily, problem).slice(0, 2), [[
    [5, 5, 5, 5],
    [5, 5, 5, 5],
  ]]));
});

Deno.test("contradictory pairs give no draft that claims to fit", () => {
  const problem = problemOf([[[[1]], [[2]]], [[[1]], [[3]]]], [[[1]]]);
  for (const draft of draftsOf(cellRuleFamily, problem)) {
    const results = problem.task.train.map((pair) => {
      const result = evaluate(draft.program, pair.input);
      return result.kind === "grid" && result.grid.equals(pair.output);
    });
    assert(results.includes(false));
  }
});

Deno.test("no canvas of the output's size means no drafts", () => {
  const problem = problemOf([[[[1, 0], [0, 0]], [[1, 2, 3, 4, 5, 6, 7]]]], [[[1, 0], [0, 0]]]);
  assertEquals(draftsOf(cellRuleFamily, problem), []);
});

Deno.test("the same seed gives the same bytes and each draft prints and parses back", () => {
  const problem = problemOf([[ring(2, 0), ring(2, 4)], [ring(3, 0), ring(3, 4)]], [ring(5, 0)]);
  const first = draftsOf(cellRuleFamily, problem), second = draftsOf(cellRuleFamily, problem);
  assertEquals(canonicalJson(first), canonicalJson(second));
  assert(first.length > 0);
  for (const { program } of first) {
    assertEquals(canonicalJson(parseProgram(printProgram(program))), canonicalJson(program));
  }
});

Deno.test("a budget that ends mid-learning ends the drafts, whatever its size", () => {
  const wide = Grid.filled(30, 30, 0);
  const problem = {
    task: {
      taskId: "wide",
      digest: "wide",
      train: [{ input: wide, output: Grid.filled(30, 30, 3) }, { input: wide, output: wide }],
      testInputs: [wide],
    },
    facts: [],
  };
  for (const nodes of [0, 1, 100, 800, 1500]) {
    const budget = new NodeBudget(nodes);
    const drafts = [...cellRuleFamily.drafts(problem, budget, createPrng(1))];
    assertEquals(budget.cut, "nodes");
    for (const draft of drafts) assertEquals(draft.family, "cell_rules");
  }
});
