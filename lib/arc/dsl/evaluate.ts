import type { Grid } from "../grid/grid.ts";
import { applyOp } from "./apply_op.ts";
import type { Program, Step } from "./program.ts";
import { opNamed } from "./registry.ts";
import type { Value } from "./value.ts";

/** What running a program on one grid came to. */
export type Evaluation =
  | { readonly kind: "grid"; readonly grid: Grid }
  | { readonly kind: "failed"; readonly step: number; readonly message: string };

/**
 * Runs a program on one input grid. Never throws for what a program does: a step that does not apply, or
 * a result that is not a grid of 1–30 by 1–30 cells, is a `failed` evaluation naming the 0-based step.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Grid } from "../grid/grid.ts";
 * import { evaluate } from "./evaluate.ts";
 * const program = { steps: [{ op: "move_rigid", args: [0], params: { motion: "flip_x" } }] };
 * const result = evaluate(program, Grid.fromRows([[1, 2]]));
 * assertEquals(result.kind === "grid" && result.grid.toRows(), [[2, 1]]);
 * ```
 */
export function evaluate(program: Program, input: Grid): Evaluation {
  const values: Value[] = [input];
  for (let i = 0; i < program.steps.length; i++) {
    const step = program.steps[i]!;
    const value = runStep(step, values);
    if (typeof value === "string") return { kind: "failed", step: i, message: value };
    if (value === undefined) {
      return { kind: "failed", step: i, message: `${step.op} does not apply` };
    }
    values.push(value);
  }
  return resultOf(values[values.length - 1]!, Math.max(0, program.steps.length - 1));
}

/** The value of a program's last step as an evaluation: only a grid of 1–30 by 1–30 cells will do. */
export function resultOf(last: Value, lastStep: number): Evaluation {
  if (Array.isArray(last)) {
    return { kind: "failed", step: lastStep, message: "the program ends in a list, not a grid" };
  }
  const grid = last as Grid;
  if (grid.width < 1 || grid.height < 1 || grid.width > 30 || grid.height > 30) {
    const size = `${grid.width}x${grid.height}`;
    return {
      kind: "failed",
      step: lastStep,
      message: `the result is ${size}, outside 1x1 to 30x30`,
    };
  }
  return { kind: "grid", grid };
}

/** The value of one step, `undefined` where it does not apply, or a message where it threw. */
export function runStep(step: Step, values: readonly Value[]): Value | undefined | string {
  const op = opNamed(step.op);
  const args: Value[] = [];
  for (const ref of step.args) args.push(values[ref]!);
  try {
    return applyOp(op, args, step.params);
  } catch (error) {
    return `${step.op} threw: ${error instanceof Error ? error.message : String(error)}`;
  }
}
