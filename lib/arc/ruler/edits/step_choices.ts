import type { Op, Params } from "../../dsl/op.ts";
import type { Program, Step } from "../../dsl/program.ts";
import { registry } from "../../dsl/registry.ts";
import { resultType } from "../../dsl/typing.ts";
import type { ValueType } from "../../dsl/value.ts";
import { startingParams } from "./param_domain.ts";

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
 */
export function stepChoices(from: ValueType, to: ValueType): readonly StepChoice[] {
  const key = `${from} ${to}`;
  let choices = known.get(key);
  if (choices === undefined) known.set(key, choices = [...enumerateChoices(from, to)]);
  return choices;
}

const known = new Map<string, readonly StepChoice[]>();

function* enumerateChoices(from: ValueType, to: ValueType): Iterable<StepChoice> {
  const lanes: StepChoice[][] = [];
  for (const op of registry.values()) {
    if (resultType(op, argumentTypes(op, from)) !== to) continue;
    lanes.push(startingParams(op).map((params) => ({ op, params })));
  }
  const longest = Math.max(0, ...lanes.map((lane) => lane.length));
  for (let i = 0; i < longest; i++) {
    for (const lane of lanes) if (i < lane.length) yield lane[i]!;
  }
}

/** The references after the first that a new step of that primitive needs: the input, as often as it takes more. */
export function furtherArguments(op: Op): number[] {
  return op.takes.slice(1).map(() => 0);
}

function argumentTypes(op: Op, first: ValueType): ValueType[] {
  return [first, ...op.takes.slice(1).map((): ValueType => "grid")];
}
