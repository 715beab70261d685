import { type EditOp, listed, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, unknownAgent } from "../harness_config.ts";

/** Takes a tool from an agent. */
export const removeToolFromAgent: EditOp<"remove_tool_from_agent"> = {
  op: "remove_tool_from_agent",
  pillar: "tools",
  tier: () => "auto",
  validate: ({ agent, toolName }, files) => {
    const config = configOf(files);
    const stranger = unknownAgent(agent, config);
    if (stranger !== undefined) return stranger;
    const tools = config.agents[agent]!.tools ?? [];
    return tools.includes(toolName)
      ? undefined
      : `${agent} has no tool ${toolName}; it has: ${listed(tools)}`;
  },
  apply: ({ agent, toolName }, files) => {
    const tools = configOf(files).agents[agent]!.tools ?? [];
    const left = tools.filter((tool) => tool !== toolName);
    return settingValue(files, CONFIG_PATH, ["agents", agent, "tools"], left);
  },
};
