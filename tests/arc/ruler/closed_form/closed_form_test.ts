import { assert, assertEquals } from "@std/assert";
import { checkProgram } from "../../../../lib/arc/dsl/check_program.ts";
import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { applyMotion } from "../../../../lib/arc/dsl/ops/rigid.ts";
import { parseProgram } from "../../../../lib/arc/dsl/parse_program.ts";
import { printProgram } from "../../../../lib/arc/dsl/print_program.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import {
  closedFormFamilies,
  looseClosedFormFamilies,
} from "../../../../lib/arc/ruler/closed_form/mod.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { noise, predictions, ruled, unruled } from "./_problems.ts";

const all = [...closedFormFamilies, ...looseClosedFormFamilies];

Deno.test("every closed form has a name of its own and says what it is", () => {
  assertEquals(new Set(all.map((family) => family.name)).size, all.length);
  for (const family of all) assert(family.doc.length > 10, family.name);
});

Deno.test("no closed form fits pairs that no rule connects", () => {
  for (
    const problem of [unruled(7, 6), unruled(8, 8, 4, 4), unruled(3, 3, 9, 9), unruled(5, 9, 2, 3)]
  ) {
    for (const family of closedFormFamilies) {
      assertEquals(predictions(family, problem), [], family.name);
    }
  }
});

Deno.test("a closed form stays silent on a task of one-by-one grids and on thirty-by-thirty noise", () => {
  const one = ruled((g) => Grid.filled(1, 1, (g.cells[0]! * 7 + 3) % 10), ...noise(4, 1, 1));
  for (const family of all) predictions(family, one);
  const [a, b, c, d] = noise(4, 30, 30) as [Grid, Grid, Grid, Grid];
  const large = ruled((g) => (g === a ? d : a), a, b, c);
  for (const family of closedFormFamilies) {
    assertEquals(predictions(family, large, 20_000), [], family.name);
  }
});

Deno.test("a spent budget ends every closed form", () => {
  const problem = ruled((g) => applyMotion(g, "turn90"), ...noise(4, 6, 6));
  for (const family of all) {
    const budget = new NodeBudget(1);
    for (const { program } of family.drafts(problem, budget, createPrng(1))) {
      assert(program.steps.length <= 2, family.name);
    }
    assert(budget.cut === "nodes" || budget.spent <= 1, family.name);
  }
});

Deno.test("the same problem has the same drafts", () => {
  const problem = ruled((g) => applyMotion(g, "flip_x"), ...noise(4, 5, 5));
  for (const family of all) {
    const run = () =>
      JSON.stringify([...family.drafts(problem, new NodeBudget(50_000), createPrng(1))]);
    assertEquals(run(), run(), family.name);
  }
});

Deno.test("full fits come before partial ones", () => {
  const problem = ruled((g) => applyMotion(g, "flip_x"), ...noise(4, 5, 5));
  for (const family of all) {
    if (!family.applies(problem)) continue;
    const fits = [...family.drafts(problem, new NodeBudget(50_000), createPrng(1))].map((draft) =>
      problem.task.train.every(({ input, output }) => {
        const result = evaluate(draft.program, input);
        return result.kind === "grid" && result.grid.equals(output);
      })
    );
    assertEquals(fits, [...fits].sort((a, b) => Number(b) - Number(a)), family.name);
  }
});

Deno.test("test predictions that leave the input alone are not offered where every pair changes", () => {
  const still = noise(1, 4, 4)[0]!;
  const marked = noise(3, 4, 4, 3).map((g) => new Grid(4, 4, g.cells.map((c) => c === 5 ? 0 : c)));
  const paint = (g: Grid) => new Grid(4, 4, g.cells.map((c, i) => i === 0 ? 5 : c));
  const problem = ruled(paint, ...marked, still);
  for (const family of closedFormFamilies) {
    for (const prediction of predictions(family, problem)) {
      assert(prediction.join() !== still.toRows().map((row) => row.join("")).join(), family.name);
    }
  }
});

Deno.test("every draft is a valid program that prints and parses back to itself", () => {
  const rules = [
    (g: Grid) => applyMotion(g, "turn180"),
    (g: Grid) => new Grid(5, 5, g.cells.map((c, i) => c === 0 && i % 5 >= 2 ? 4 : c)),
    (g: Grid) => new Grid(5, 5, g.cells.map((c, i) => c === 0 && i % 2 === 0 ? 4 : c)),
  ];
  for (const rule of rules) {
    const problem = ruled(rule, ...noise(4, 5, 5));
    for (const family of all) {
      if (!family.applies(problem)) continue;
      for (const { program } of family.drafts(problem, new NodeBudget(50_000), createPrng(1))) {
        assertEquals(checkProgram(program), []);
        assertEquals(parseProgram(printProgram(program)), program);
      }
    }
  }
});
