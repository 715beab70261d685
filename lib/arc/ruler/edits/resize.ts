import { appendStep, resultRef, sideBySide } from "../../dsl/program_edits.ts";
import type { Program } from "../../dsl/program.ts";
import type { Task } from "../../task/task.ts";
import type { EditOp, EditWork } from "./edit_op.ts";
import { furtherArguments, paletteOfTask, stepChoices } from "./step_choices.ts";

/** Puts a step at the end that gives the result the expected size: cropping, padding, scaling, tiling. */
export const resize: EditOp = {
  name: "resize",
  doc: "Gives the result the expected size: crop, pad, scale, tile.",
  *propose(work) {
    for (const program of endings(work)) {
      const fits = sizesFit(program, work);
      if (fits === undefined) return;
      if (fits) yield program;
    }
  },
};

function* endings({ seed: { program }, problem: { task } }: EditWork): Iterable<Program> {
  const canvas = constantCanvas(task);
  for (const { op, params } of stepChoices("grid", "grid", paletteOfTask(task))) {
    if (canvas !== undefined && op.takes.length === 2) {
      const joined = sideBySide(program, canvas);
      const last = { op: op.name, args: [joined.first, joined.second], params };
      yield { steps: [...joined.steps, last] };
    }
    yield appendStep(program, op.name, params, furtherArguments(op));
  }
}

/** A program for a blank grid of the size that all outputs share. */
function constantCanvas({ train }: Task): Program | undefined {
  const first = train[0]?.output;
  if (first === undefined) return undefined;
  const { width, height } = first;
  if (!train.every(({ output }) => output.width === width && output.height === height)) {
    return undefined;
  }
  return appendStep({ steps: [] }, "canvas", { width, height });
}

/** Whether every train prediction has the expected size; `undefined` when the budget ends first. */
function sizesFit(program: Program, { problem, memo, budget }: EditWork): boolean | undefined {
  if (resultRef(program) === 0) return false;
  for (let i = 0; i < problem.task.train.length; i++) {
    const { output } = problem.task.train[i]!;
    const evaluation = memo.evaluate(program, i, budget);
    if (evaluation === undefined) return undefined;
    if (evaluation.kind === "failed") return false;
    const { width, height } = evaluation.grid;
    if (width !== output.width || height !== output.height) return false;
  }
  return true;
}
