import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { FactKind } from "../describer/fact_kind.ts";
import { factKindNamed } from "../describer/fact_kinds.ts";
import { type Grid, MAX_SIDE } from "../grid/grid.ts";
import type { Pair } from "../task/task.ts";
import type { MadePairs } from "./concept_family.ts";
import { moved } from "./drawing.ts";

/**
 * What makes drawn pairs unfit as a task; an empty list when nothing does.
 *
 * Besides validity this looks for ambiguity that a reader could not resolve: colours shown only in the
 * test, outputs that are the same in all train pairs, and a rival rule: a fact that tells the whole output
 * and holds on every train pair, but not on the test pair.
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
  const rival = rivalRule(train, test);
  if (rival !== null) faults.push(`also ${rival}`);
  return faults;
}

/** Kinds of facts that tell the whole output. */
const TELLING = kindsNamed(
  "symmetry.motion",
  "palette.map",
  "motion.gravity",
  "motion.shift",
  "objects.shifted",
);
/** Kinds that tell an output cut from the input; they are asked about after every motion of the output. */
const CUTTING = kindsNamed("crop.object", "crop.object_alone");

/** The first rule that fits every train pair and fails on a test pair. */
function rivalRule(train: readonly Pair[], test: readonly Pair[]): string | null {
  const rival = rivalAmong(TELLING, train, test);
  const larger = ({ input, output }: Pair) =>
    output.width * output.height >= input.width * input.height;
  if (rival !== null || train.some(larger)) return rival;
  for (let motion = 0; motion < 8; motion++) {
    const turned = ({ input, output }: Pair): Pair => ({ input, output: moved(output, motion) });
    const found = rivalAmong(CUTTING, train.map(turned), test.map(turned));
    if (found !== null) return motion === 0 ? found : `${found} after motion ${motion}`;
  }
  return null;
}

function rivalAmong(
  kinds: readonly FactKind[],
  train: readonly Pair[],
  test: readonly Pair[],
): string | null {
  for (const kind of kinds) {
    for (const args of kind.propose(train)) {
      const fits = (pair: Pair) => kind.holds(args, pair);
      if (train.every(fits) && !test.every(fits)) return `${kind.name} ${canonicalJson(args)}`;
    }
  }
  return null;
}

function kindsNamed(...names: string[]): FactKind[] {
  return names.map((name) => factKindNamed(name)!);
}

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
