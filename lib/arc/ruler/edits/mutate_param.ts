import { registry } from "../../dsl/registry.ts";
import { replaceStep } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";
import { neighbouringParams } from "./param_domain.ts";
import { stepAt } from "./step_choices.ts";

/** Changes one parameter of the step at the locus: other words, nearby numbers. */
export const mutateParam: EditOp = {
  name: "mutate_param",
  doc: "Changes one parameter of one step.",
  *propose({ seed, directive }) {
    const step = stepAt(seed.program, directive.locus.step);
    const op = step && registry.get(step.op);
    if (step === undefined || op === undefined) return;
    for (const params of neighbouringParams(op, step.params)) {
      yield replaceStep(seed.program, directive.locus.step, { ...step, params });
    }
  },
};
