import { deleteStep as without, prefixTo } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";
import { stepAt } from "./step_choices.ts";

/** Takes the step at the locus out: its readers get one of its arguments, or the program ends before it. */
export const deleteStep: EditOp = {
  name: "delete_step",
  doc: "Takes one step out, or everything from it on.",
  *propose({ seed: { program }, directive: { locus } }) {
    const step = stepAt(program, locus.step);
    if (step === undefined) return;
    yield without(program, locus.step);
    for (let i = 1; i < step.args.length; i++) {
      const args = [step.args[i]!];
      const steps = program.steps.map((old, at) => at === locus.step ? { ...old, args } : old);
      yield without({ steps }, locus.step);
    }
    yield prefixTo(program, locus.step);
  },
};
