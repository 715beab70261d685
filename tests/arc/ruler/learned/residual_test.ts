import { assert, assertEquals } from "@std/assert";
import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import { learnResidual } from "../../../../lib/arc/ruler/learned/mod.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";
import { problemOf } from "./_small_tasks.ts";

/** A mirrored picture whose lonely dots are wiped. */
const pairs: [number[][], number[][]][] = [
  [[[1, 0, 0, 0], [1, 0, 0, 4], [1, 0, 0, 0]], [[0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 1]]],
  [[[0, 2, 0, 0], [0, 2, 0, 0], [0, 0, 0, 4]], [[0, 0, 2, 0], [0, 0, 2, 0], [0, 0, 0, 0]]],
  [[[3, 3, 0, 0], [0, 0, 0, 0], [0, 4, 0, 0]], [[0, 0, 3, 3], [0, 0, 0, 0], [0, 0, 0, 0]]],
];
const mirror = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };

Deno.test("a near miss is repaired by a rule over its own prediction", () => {
  const problem = problemOf(pairs, [[[5, 5, 0, 4]]]);
  const repairs = learnResidual(problem, mirror, new NodeBudget(100_000), createPrng(3));
  assert(repairs.length > 0);
  assertEquals(repairs[0]!.steps.length, 2);
  for (const [input, output] of pairs) {
    const result = evaluate(repairs[0]!, Grid.fromRows(input));
    assertEquals(result.kind === "grid" && result.grid.toRows(), output);
  }
});

Deno.test("a program that is right already, or of another size, gets no repair", () => {
  const right = problemOf([[[[1, 0]], [[0, 1]]], [[[2, 0]], [[0, 2]]]], [[[1, 0]]]);
  assertEquals(learnResidual(right, mirror, new NodeBudget(100_000), createPrng(3)), []);
  const larger = problemOf([[[[1, 0]], [[1, 0, 0]]], [[[2, 0]], [[2, 0, 0]]]], [[[1, 0]]]);
  assertEquals(learnResidual(larger, mirror, new NodeBudget(100_000), createPrng(3)), []);
});

Deno.test("a repair that does not carry over to the pair left out is not offered", () => {
  const noise = problemOf([[[[0, 0, 0]], [[0, 7, 0]]], [[[1, 1, 1]], [[2, 1, 1]]]], [[[5, 5, 5]]]);
  assertEquals(learnResidual(noise, mirror, new NodeBudget(100_000), createPrng(3)), []);
});

Deno.test("one pair leaves nothing to judge a repair by", () => {
  const single = problemOf(pairs.slice(0, 1), [[[5, 5, 0, 4]]]);
  assertEquals(learnResidual(single, mirror, new NodeBudget(100_000), createPrng(3)), []);
});

Deno.test("without budget there is no repair", () => {
  const problem = problemOf(pairs, [[[5, 5, 0, 4]]]);
  assertEquals(learnResidual(problem, mirror, new NodeBudget(5), createPrng(3)), []);
});
