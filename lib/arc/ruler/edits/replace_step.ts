import { replaceStep as withStep } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";
import {
  furtherArguments,
  paletteOfTask,
  stepAt,
  stepChoices,
  valueTypes,
} from "./step_choices.ts";

/** Puts another primitive in the place of the step at the locus; further arguments are kept where there are as many. */
export const replaceStep: EditOp = {
  name: "replace_step",
  doc: "Puts another primitive in the place of a step.",
  *propose({ seed: { program }, directive: { locus }, problem }) {
    const step = stepAt(program, locus.step);
    if (step === undefined) return;
    const types = valueTypes(program);
    const from = types[step.args[0] ?? 0], to = types[locus.step + 1];
    if (from === undefined || to === undefined) return;
    for (const { op, params } of stepChoices(from, to, paletteOfTask(problem.task))) {
      if (op.name === step.op) continue;
      const first = step.args[0] ?? 0;
      const further = op.takes.length === step.args.length && op.rest === undefined
        ? step.args.slice(1)
        : furtherArguments(op);
      yield withStep(program, locus.step, { op: op.name, args: [first, ...further], params });
    }
  },
};
