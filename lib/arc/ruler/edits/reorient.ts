import { appendStep } from "../../dsl/program_edits.ts";
import { MOTIONS } from "../../dsl/ops/rigid.ts";
import type { EditOp } from "./edit_op.ts";

/** Turns or mirrors the result, the hinted way first. */
export const reorient: EditOp = {
  name: "reorient",
  doc: "Turns or mirrors the result.",
  *propose({ seed: { program }, directive: { hint } }) {
    const hinted = MOTIONS.filter((motion) => motion === hint["motion"]);
    for (const motion of [...hinted, ...MOTIONS]) {
      if (motion !== "identity") yield appendStep(program, "move_rigid", { motion });
    }
  },
};
