import { evaluate } from "../../../../lib/arc/dsl/evaluate.ts";
import { Grid } from "../../../../lib/arc/grid/grid.ts";
import type { Family, Problem } from "../../../../lib/arc/ruler/draft.ts";
import { NodeBudget } from "../../../../lib/arc/ruler/node_budget.ts";
import { createPrng } from "../../../../lib/substrate/values/prng.ts";

/** A grid from lines of digits. */
export function grid(...lines: readonly string[]): Grid {
  return Grid.fromRows(lines.map((line) => [...line].map(Number)));
}

/** A grid as lines of digits. */
export function lines(value: Grid): string[] {
  return value.toRows().map((row) => row.join(""));
}

/** A problem whose rule is a function, shown on some inputs and asked of the last. */
export function ruled(rule: (input: Grid) => Grid, ...inputs: readonly Grid[]): Problem {
  return {
    facts: [],
    task: {
      taskId: "made",
      digest: "",
      train: inputs.slice(0, -1).map((input) => ({ input, output: rule(input) })),
      testInputs: inputs.slice(-1),
    },
  };
}

/** The test predictions, as lines, of a family's drafts that fit every train pair, in the order they came. */
export function predictions(family: Family, problem: Problem, nodes = 200_000): string[][] {
  if (!family.applies(problem)) return [];
  const out: string[][] = [];
  for (const { program } of family.drafts(problem, new NodeBudget(nodes), createPrng(1))) {
    const fits = problem.task.train.every(({ input, output }) => {
      const result = evaluate(program, input);
      return result.kind === "grid" && result.grid.equals(output);
    });
    const result = evaluate(program, problem.task.testInputs[0]!);
    if (fits && result.kind === "grid") out.push(lines(result.grid));
  }
  return out;
}

/** Scattered grids that no rule connects. */
export function noise(count: number, width: number, height: number, seed = 7): Grid[] {
  const prng = createPrng(seed);
  return Array.from({ length: count }, () =>
    Grid.fromRows(
      Array.from(
        { length: height },
        () => Array.from({ length: width }, () => prng.below(2) === 0 ? 0 : prng.below(10)),
      ),
    ));
}

/** A problem without any rule: each output is other noise of a given size. */
export function unruled(
  width: number,
  height: number,
  outWidth = width,
  outHeight = height,
): Problem {
  const inputs = noise(4, width, height, 11), outputs = noise(3, outWidth, outHeight, 12);
  let next = 0;
  return ruled(() => outputs[next++]!, ...inputs);
}
