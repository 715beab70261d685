import { type EditOp, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, unknownAgent } from "../harness_config.ts";

/** Makes an agent one of another class. */
export const setAgentClass: EditOp<"set_agent_class"> = {
  op: "set_agent_class",
  pillar: "agent",
  tier: () => "review",
  validate: ({ agent }, files) => unknownAgent(agent, configOf(files)),
  apply: ({ agent, newClass }, files) =>
    settingValue(files, CONFIG_PATH, ["agents", agent, "class"], newClass),
};
