import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Fact } from "../describer/fact.ts";
import type { Grid } from "../grid/grid.ts";
import type { Task } from "../task/task.ts";

/**
 * A grid as text: its size, then a line of colours per row.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { gridText } from "./task_text.ts";
 * assertEquals(gridText(Grid.fromRows([[1, 2, 3], [4, 5, 6]])), "3x2\n1 2 3\n4 5 6");
 * ```
 */
export function gridText(grid: Grid): string {
  const rows = grid.toRows().map((row) => row.join(" "));
  return [`${grid.width}x${grid.height}`, ...rows].join("\n");
}

/** What a solver may see of a task, as text; neither its id nor a test output is in it. */
export function taskText(task: Task): string {
  const pairs = task.train.flatMap(({ input, output }, i) => [
    `Pair ${i}, input: ${gridText(input)}`,
    `Pair ${i}, output: ${gridText(output)}`,
  ]);
  const tests = task.testInputs.map((input, i) => `Test ${i}, input: ${gridText(input)}`);
  return [...pairs, ...tests].join("\n\n");
}

/** Facts as text, one per line, each with the pairs it holds on. */
export function factsText(facts: readonly Fact[]): string {
  if (facts.length === 0) return "none";
  return facts.map(({ kind, args, support }) =>
    `${kind} ${canonicalJson(args)} holds on pairs ${support.join(", ")}`
  ).join("\n");
}
