import { insertAfter, resultRef } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";
import { furtherArguments, paletteOfTask, stepChoices, valueTypes } from "./step_choices.ts";

/** Puts one new step on a value: on the arguments of the step at the locus, or on the result without one. */
export const insertStep: EditOp = {
  name: "insert_step",
  doc: "Puts one new step before a step, or at the end.",
  *propose({ seed: { program }, directive, problem }) {
    const palette = paletteOfTask(problem.task);
    const types = valueTypes(program);
    const step = program.steps[directive.locus.step];
    const refs = step === undefined ? [resultRef(program)] : [...new Set(step.args)];
    for (const ref of refs) {
      const type = types[ref];
      if (type === undefined) continue;
      for (const { op, params } of stepChoices(type, type, palette)) {
        yield insertAfter(program, ref, op.name, params, furtherArguments(op));
      }
    }
  },
};
