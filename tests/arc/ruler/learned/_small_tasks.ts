import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import type { Draft, Family, Problem } from "../../../../lib/arc/ruler/draft.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";

/** Rows of colours. */
export type Rows = readonly (readonly number[])[];

/** A problem from rows. */
export function problemOf(
  pairs: readonly (readonly [Rows, Rows])[],
  testInputs: readonly Rows[],
): Problem {
  const train = pairs.map(([input, output]) => ({
    input: Grid.fromRows(input),
    output: Grid.fromRows(output),
  }));
  const task = {
    taskId: "small",
    digest: "small",
    train,
    testInputs: testInputs.map((rows) => Grid.fromRows(rows)),
  };
  return { task, facts: [] };
}

/** All drafts of a family under a fixed seed. */
export function draftsOf(family: Family, problem: Problem, nodes = 200_000): Draft[] {
  if (!family.applies(problem)) return [];
  return [...family.drafts(problem, new NodeBudget(nodes), createPrng("small"))];
}

/** Whether one of the drafts is right on every pair and on every test input. */
export function solves(
  problem: Problem,
  drafts: readonly Draft[],
  answers: readonly Rows[],
): boolean {
  const right = (draft: Draft, input: Grid, output: Grid): boolean => {
    const result = evaluate(draft.program, input);
    return result.kind === "grid" && result.grid.equals(output);
  };
  return drafts.some((draft) =>
    problem.task.train.every((pair) => right(draft, pair.input, pair.output)) &&
    problem.task.testInputs.every((input, k) => right(draft, input, Grid.fromRows(answers[k]!)))
  );
}

/** A 5×5 grid with a ring of one colour and something inside it. */
export function ring(colour: number, inside: number): Rows {
  return [
    [0, 0, 0, 0, 0],
    [0, colour, colour, colour, 0],
    [0, colour, inside, colour, 0],
    [0, colour, colour, colour, 0],
    [0, 0, 0, 0, 0],
  ];
}
