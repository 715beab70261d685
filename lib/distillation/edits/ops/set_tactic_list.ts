import { type EditOp, settingValue } from "../edit_op.ts";

/** What would make the kernel believe without proof; the proof audit refuses it as well. */
const UNSOUND = /\b(sorry|admit|native_decide|axiom|implemented_by)\b/;

/** Says which tactics a list holds, in order. */
export const setTacticList: EditOp<"set_tactic_list"> = {
  op: "set_tactic_list",
  pillar: "search",
  tier: () => "auto",
  validate: ({ tactics }) => {
    const unsound = tactics.find((tactic) => UNSOUND.test(tactic));
    return unsound === undefined ? undefined : `${JSON.stringify(unsound)} proves nothing`;
  },
  apply: ({ list, tactics }, files) =>
    settingValue(files, "proof/portfolio.jsonc", ["tactics", list], tactics),
};
