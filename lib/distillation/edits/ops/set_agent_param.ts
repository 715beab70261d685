import { type EditOp, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, unknownAgent } from "../harness_config.ts";

/** Sets one parameter of an agent. */
export const setAgentParam: EditOp<"set_agent_param"> = {
  op: "set_agent_param",
  pillar: "agent",
  tier: () => "auto",
  validate: ({ agent }, files) => unknownAgent(agent, configOf(files)),
  apply: ({ agent, param, value }, files) =>
    settingValue(files, CONFIG_PATH, ["agents", agent, "params", param], value),
};
