import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Op } from "./op.ts";
import type { Program, Step } from "./program.ts";
import { registry } from "./registry.ts";
import { resultType } from "./typing.ts";
import type { ValueType } from "./value.ts";

/** One thing wrong with a step (0-based): what would be right and what is there. */
export interface ProgramFault {
  readonly step: number;
  readonly expected: string;
  readonly found: string;
}

/**
 * Everything wrong with a program, in step order; empty when it is well typed: every primitive exists,
 * references point backward, arguments match in number and type, parameters pass their schemas, and the
 * last value is a grid.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { checkProgram } from "./check_program.ts";
 * const program = { steps: [{ op: "no_such", args: [0], params: {} }] };
 * assertEquals(checkProgram(program)[0]?.expected, "the name of a primitive");
 * ```
 */
export function checkProgram(program: Program): ProgramFault[] {
  const faults: ProgramFault[] = [];
  const types: (ValueType | undefined)[] = ["grid"];
  program.steps.forEach((step, i) => {
    const report = (expected: string, found: string) => faults.push({ step: i, expected, found });
    types.push(checkStep(step, types, report));
  });
  if (program.steps.length > 0 && types[types.length - 1] === "grids") {
    const step = program.steps.length - 1;
    faults.push({ step, expected: "a last step that gives one grid", found: "a list of grids" });
  }
  return faults;
}

type Report = (expected: string, found: string) => void;

function checkStep(
  step: Step,
  types: readonly (ValueType | undefined)[],
  report: Report,
): ValueType | undefined {
  const op = registry.get(step.op);
  if (op === undefined) {
    report("the name of a primitive", JSON.stringify(step.op));
    return undefined;
  }
  checkParams(op, step, report);
  for (const ref of step.args) {
    if (!Number.isInteger(ref) || ref < 0 || ref >= types.length) {
      report(`references from 0 to ${types.length - 1}`, String(ref));
      return op.gives;
    }
  }
  const given = step.args.map((ref) => types[ref]);
  // A reference to a step that is itself wrong has no type: its own fault is enough.
  if (given.includes(undefined)) return op.gives;
  const type = resultType(op, given as ValueType[]);
  if (type === undefined) {
    const rest = op.rest === undefined ? [] : [`any number of ${op.rest}`];
    report(
      `${step.op} of (${[...op.takes, ...rest].join(", ")})`,
      `(${given.join(", ")})`,
    );
  }
  return type ?? op.gives;
}

function checkParams(op: Op, step: Step, report: Report): void {
  for (const [name, schema] of Object.entries(op.params)) {
    const value = Object.hasOwn(step.params, name) ? step.params[name] : undefined;
    if (value === undefined) {
      if (!schema.safeParse(undefined).success) {
        report(`a value for parameter "${name}" of ${op.name}`, "none");
      }
      continue;
    }
    const result = schema.safeParse(value);
    if (!result.success) {
      const reason = result.error.issues[0]?.message ?? "a valid value";
      report(`parameter "${name}" of ${op.name} to be valid (${reason})`, canonicalJson(value));
    }
  }
  for (const name of Object.keys(step.params)) {
    if (!Object.hasOwn(op.params, name)) {
      const known = Object.keys(op.params).join(", ");
      const expected = known === "" ? `no parameters for ${op.name}` : `parameters ${known}`;
      report(expected, JSON.stringify(name));
    }
  }
}
