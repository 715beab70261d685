import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import { type Grid, MAX_SIDE } from "../grid/grid.ts";
import type { Pair } from "../task/task.ts";
import type { MadePairs } from "./concept_family.ts";
import { moved, trim } from "./drawing.ts";

/**
 * What makes drawn pairs unfit as a task; an empty list when nothing does.
 *
 * Besides validity this looks for ambiguity that a reader could not resolve: colours shown only in the
 * test, outputs that are the same in all train pairs, a test already answered by a train pair, and plain
 * rules that fit every train pair but give another test output.
 */
export function taskFaults({ train, test }: MadePairs): string[] {
  const pairs = [...train, ...test];
  const faults: string[] = [];
  if (train.length < 3 || train.length > 4 || test.length !== 1) faults.push("number of pairs");
  if (!pairs.every((pair) => isGrid(pair.input) && isGrid(pair.output))) return [...faults, "size"];
  if (pairs.some((pair) => pair.input.equals(pair.output))) faults.push("output equals input");
  const inputs = new Set(pairs.map((pair) => canonicalJson(pair.input.toRows())));
  if (inputs.size < pairs.length) faults.push("repeated input");
  if (train.every((pair) => pair.output.equals(train[0]!.output))) faults.push("constant output");
  const shown = coloursIn(train);
  if (coloursIn(test).some((colour) => !shown.includes(colour))) {
    faults.push("colour only in the test");
  }
  for (const [name, rule] of PLAIN_RULES) {
    const fits = train.every((pair) => rule(pair.input)?.equals(pair.output));
    if (fits && test.some((pair) => !rule(pair.input)?.equals(pair.output))) {
      faults.push(`also ${name}`);
    }
  }
  return faults;
}

/** Rules a solver would try first; each must agree with the truth wherever it fits the train pairs. */
const PLAIN_RULES: readonly (readonly [string, (grid: Grid) => Grid | null])[] = [
  ...Array.from({ length: 7 }, (_, i): [string, (grid: Grid) => Grid] => [
    `motion ${i + 1}`,
    (grid) => moved(grid, i + 1),
  ]),
  ["trimmed", (grid) => grid.cells.some((cell) => cell !== 0) ? trim(grid) : null],
];

function isGrid({ width, height, cells }: Grid): boolean {
  return width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE &&
    cells.length === width * height && cells.every((cell) => cell <= 9);
}

function coloursIn(pairs: readonly Pair[]): number[] {
  const colours = new Set<number>();
  for (const { input, output } of pairs) {
    for (const cell of input.cells) colours.add(cell);
    for (const cell of output.cells) colours.add(cell);
  }
  return [...colours];
}
