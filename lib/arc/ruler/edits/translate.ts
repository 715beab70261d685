import { appendStep } from "../../dsl/program_edits.ts";
import type { EditOp } from "./edit_op.ts";

/** Steps to the eight neighbours, nearest first. */
const NEAR = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1], [1, -1], [-1, 1]] as const;

/** Moves the result within its frame, by the hinted offset first. */
export const translate: EditOp = {
  name: "translate",
  doc: "Moves the result by a few cells.",
  *propose({ seed: { program }, directive: { hint } }) {
    const { dx, dy } = hint;
    const hinted = typeof dx === "number" && typeof dy === "number" ? [[dx, dy] as const] : [];
    for (const [dx, dy] of [...hinted, ...NEAR]) {
      for (const edge of ["lost", "around"]) yield appendStep(program, "offset", { dx, dy, edge });
    }
  },
};
