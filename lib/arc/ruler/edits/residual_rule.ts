import { learnResidual } from "../learned/residual.ts";
import type { EditOp } from "./edit_op.ts";

/** Learns from input and result what is still wrong cell by cell, and appends that rule. */
export const residualRule: EditOp = {
  name: "residual_rule",
  doc: "Appends a rule, learned from the pairs, that repaints what is still wrong.",
  // Training costs a few thousand nodes where other edits try single steps.
  appetite: 8,
  *propose({ seed: { program }, problem, budget, prng }) {
    if (program.steps.length > 0) yield* learnResidual(problem, program, budget, prng);
  },
};
