import type { Op, Params } from "../../dsl/op.ts";
import type { Program, Step } from "../../dsl/program.ts";
import { registry } from "../../dsl/registry.ts";
import { resultType } from "../../dsl/typing.ts";
import type { ValueType } from "../../dsl/value.ts";
import { paletteOf } from "../../verifier/judge_pair.ts";
import type { Task } from "../../task/task.ts";
import { ALL_COLOURS, startingParams } from "./param_domain.ts";

/** A primitive with parameters, ready to become a step. */
export interface StepChoice {
  readonly op: Op;
  readonly params: Params;
}

/** The step of that index, `undefined` outside the program. */
export function stepAt(program: Program, index: number): Step | undefined {
  return index < 0 ? undefined : program.steps[index];
}

/** The types of a program's values: the input's first, then each step's; `undefined` where a step is ill typed. */
export function valueTypes(program: Program): (ValueType | undefined)[] {
  const types: (ValueType | undefined)[] = ["grid"];
  for (const step of program.steps) {
    const op = registry.get(step.op);
    const given = step.args.map((ref) => types[ref]);
    types.push(
      op === undefined || given.includes(undefined)
        ? undefined
        : resultType(op, given as ValueType[]),
    );
  }
  return types;
}

/**
 * Primitives that can stand between a value of type `from` and a reader of type `to`, with every parameter
 * setting that can be enumerated. A primitive with a second argument of type grid gets the input there.
 *
 * Round-robin over primitives, plain settings first, so that a cut list still holds every primitive.
 * Colours outside `palette` are left out.
 */
export function stepChoices(
  from: ValueType,
  to: ValueType,
  palette = ALL_COLOURS,
): readonly StepChoice[] {
  const key = `${from} ${to}`;
  const last = known.get(key);
  if (last?.palette === palette) return last.choices;
  const choices = [...enumerateChoices(from, to, palette)];
  known.set(key, { palette, choices });
  return choices;
}

/** The choices of the last palette asked for: one task's edits ask again and again for the same. */
const known = new Map<
  string,
  { readonly palette: number; readonly choices: readonly StepChoice[] }
>();

function* enumerateChoices(
  from: ValueType,
  to: ValueType,
  palette: number,
): Iterable<StepChoice> {
  const lanes: StepChoice[][] = [];
  for (const op of registry.values()) {
    if (resultType(op, argumentTypes(op, from)) !== to) continue;
    lanes.push(startingParams(op, palette).map((params) => ({ op, params })));
  }
  const longest = Math.max(0, ...lanes.map((lane) => lane.length));
  for (let i = 0; i < longest; i++) {
    for (const lane of lanes) if (i < lane.length) yield lane[i]!;
  }
}

/** Every colour that a task shows, bit c for colour c. */
export function paletteOfTask({ train, testInputs }: Task): number {
  let palette = 0;
  for (const { input, output } of train) palette |= paletteOf(input) | paletteOf(output);
  for (const input of testInputs) palette |= paletteOf(input);
  return palette;
}

/** The references after the first that a new step of that primitive needs: the input, as often as it takes more. */
export function furtherArguments(op: Op): number[] {
  return op.takes.slice(1).map(() => 0);
}

function argumentTypes(op: Op, first: ValueType): ValueType[] {
  return [first, ...op.takes.slice(1).map((): ValueType => "grid")];
}
