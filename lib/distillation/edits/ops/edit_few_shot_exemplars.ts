import { type EditOp, settingValue } from "../edit_op.ts";
import { configOf, unknownAgent } from "../harness_config.ts";

/** Shows an agent's model other examples. */
export const editFewShotExemplars: EditOp<"edit_few_shot_exemplars"> = {
  op: "edit_few_shot_exemplars",
  pillar: "agent",
  tier: () => "review",
  validate: ({ agent }, files) => unknownAgent(agent, configOf(files)),
  apply: ({ agent, exemplars }, files) =>
    settingValue(
      files,
      `exemplars/${agent}.json`,
      ["exemplars"],
      exemplars.map((one) => ({ ...one })),
    ),
};
