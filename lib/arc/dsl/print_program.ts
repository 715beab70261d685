import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Program, Step } from "./program.ts";
import { registry } from "./registry.ts";

/**
 * The text of a program, one line per step: `v1 = filter_colour(input, colour: 3)`.
 *
 * Arguments come first (`input`, or the name of an earlier step), then the parameters in the order the
 * primitive declares them, each value as canonical JSON. The last line is the result; the empty program,
 * which is the identity, prints as the empty text. {@linkcode parseProgram} reads it back.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { printProgram } from "./print_program.ts";
 * const program = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };
 * assertEquals(printProgram(program), 'v1 = move_rigid(input, motion: "flip_x")\n');
 * ```
 */
export function printProgram(program: Program): string {
  let text = "";
  program.steps.forEach((step, i) => text += `${nameOf(i + 1)} = ${printStep(step)}\n`);
  return text;
}

/** The right-hand side of one line. Parameters the primitive does not declare come last, by name. */
export function printStep(step: Step): string {
  const parts = step.args.map(nameOf);
  const declared = Object.keys(registry.get(step.op)?.params ?? {});
  const extra = Object.keys(step.params).filter((key) => !declared.includes(key)).sort();
  for (const key of [...declared, ...extra]) {
    const value = step.params[key];
    if (value !== undefined) parts.push(`${key}: ${canonicalJson(value)}`);
  }
  return `${step.op}(${parts.join(", ")})`;
}

function nameOf(ref: number): string {
  return ref === 0 ? "input" : `v${ref}`;
}
