import { canonicalJson } from "../../substrate/values/canonical_json.ts";
import type { Params } from "./op.ts";

/**
 * One step of a program: `op` applied to earlier values.
 *
 * An argument is a reference: 0 is the input grid, i ≥ 1 is the result of step i−1 (the i-th step).
 */
export interface Step {
  readonly op: string;
  readonly args: readonly number[];
  readonly params: Params;
}

/** A straight-line program over one input grid; its value is that of the last step. An empty program is the identity. */
export interface Program {
  readonly steps: readonly Step[];
}

/** The op names in order: what groups programs of one kind in memory. */
export function opsSignature(program: Program): string {
  return program.steps.map((step) => step.op).join(" ");
}

/**
 * The length of a program in bits: 8 per step, 2 per argument after the first, 4 per character of a parameter.
 *
 * A rough prior, not a code: it only has to prefer fewer steps and smaller literals.
 */
export function descriptionLength(program: Program): number {
  let bits = 0;
  for (const step of program.steps) {
    bits += 8 + 2 * Math.max(0, step.args.length - 1);
    for (const value of Object.values(step.params)) bits += 4 * canonicalJson(value).length;
  }
  return bits;
}
