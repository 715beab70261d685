import type { Program, Step } from "./program.ts";
import { stepText } from "./step_text.ts";

/** The reference to a program's result: 0 for the empty program, which gives its input. */
export function resultRef(program: Program): number {
  return program.steps.length;
}

/**
 * The program with one more step on its result; `extra` are further arguments.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { appendStep } from "./program_edits.ts";
 * const program = appendStep({ steps: [] }, "move_rigid", { motion: "flip_x" });
 * assertEquals(program.steps[0]?.args, [0]);
 * ```
 */
export function appendStep(
  program: Program,
  op: string,
  params: Step["params"],
  extra: readonly number[] = [],
): Program {
  return { steps: [...program.steps, { op, args: [resultRef(program), ...extra], params }] };
}

/** The program with the step of that index put in the place of the old one. */
export function replaceStep(program: Program, index: number, step: Step): Program {
  return { steps: program.steps.map((old, i) => i === index ? step : old) };
}

/**
 * The program with a step on the value `ref` (0 is the input) whose result every later reader of `ref` gets
 * instead; `extra` are further arguments, which must not lie behind `ref`.
 */
export function insertAfter(
  program: Program,
  ref: number,
  op: string,
  params: Step["params"],
  extra: readonly number[] = [],
): Program {
  const before = program.steps.slice(0, ref);
  const after = program.steps.slice(ref).map((step) => ({
    ...step,
    args: step.args.map((arg) => arg >= ref ? arg + 1 : arg),
  }));
  return { steps: [...before, { op, args: [ref, ...extra], params }, ...after] };
}

/** The program without that step: its readers get the step's first argument instead. */
export function deleteStep(program: Program, index: number): Program {
  const gone = index + 1;
  const heir = program.steps[index]?.args[0] ?? 0;
  const steps = program.steps.flatMap((step, i) => {
    if (i === index) return [];
    if (i < index) return [step];
    const args = step.args.map((arg) => arg === gone ? heir : arg > gone ? arg - 1 : arg);
    return [{ ...step, args }];
  });
  return { steps };
}

/** The program cut off after the value `ref`: what it computes up to there. */
export function prefixTo(program: Program, ref: number): Program {
  return withoutDeadSteps({ steps: program.steps.slice(0, ref) });
}

/**
 * Both programs on the same input, one after the other, with the references to their results; the caller
 * appends a step that joins them.
 */
export function sideBySide(
  first: Program,
  second: Program,
): { readonly steps: readonly Step[]; readonly first: number; readonly second: number } {
  const offset = first.steps.length;
  const moved = second.steps.map((step) => ({
    ...step,
    args: step.args.map((arg) => arg === 0 ? 0 : arg + offset),
  }));
  return {
    steps: [...first.steps, ...moved],
    first: resultRef(first),
    second: second.steps.length === 0 ? 0 : offset + second.steps.length,
  };
}

/** The second program run on the result of the first. */
export function chain(first: Program, second: Program): Program {
  const offset = first.steps.length;
  const moved = second.steps.map((step) => ({
    ...step,
    args: step.args.map((arg) => arg + offset),
  }));
  return { steps: [...first.steps, ...moved] };
}

/** The program without steps that its result does not depend on, references renumbered. */
export function withoutDeadSteps(program: Program): Program {
  const { steps } = program;
  const alive = new Array<boolean>(steps.length).fill(false);
  if (steps.length > 0) alive[steps.length - 1] = true;
  for (let i = steps.length - 1; i >= 0; i--) {
    if (!alive[i]) continue;
    for (const arg of steps[i]!.args) if (arg > 0) alive[arg - 1] = true;
  }
  if (alive.every(Boolean)) return program;
  const renumbered = [0];
  const kept: Step[] = [];
  steps.forEach((step, i) => {
    if (alive[i]) kept.push({ ...step, args: step.args.map((arg) => renumbered[arg]!) });
    renumbered.push(kept.length);
  });
  return { steps: kept };
}

/** The program with equal steps computed once, references renumbered. */
export function sharedSteps(program: Program): Program {
  const known = new Map<string, number>();
  const renumbered = [0];
  const kept: Step[] = [];
  for (const step of program.steps) {
    const moved = { ...step, args: step.args.map((arg) => renumbered[arg]!) };
    const text = stepText(moved);
    let ref = known.get(text);
    if (ref === undefined) {
      kept.push(moved);
      ref = kept.length;
      known.set(text, ref);
    }
    renumbered.push(ref);
  }
  // A merged last step must stay last; keep the program as it was when it would not.
  return renumbered.at(-1) === kept.length ? { steps: kept } : program;
}
