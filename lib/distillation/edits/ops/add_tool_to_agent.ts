import { type EditOp, listed, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, knownTools, unknownAgent } from "../harness_config.ts";

/** Gives an agent a tool that has a description. */
export const addToolToAgent: EditOp<"add_tool_to_agent"> = {
  op: "add_tool_to_agent",
  pillar: "tools",
  tier: () => "auto",
  validate: ({ agent, toolName }, files) => {
    const config = configOf(files);
    const stranger = unknownAgent(agent, config);
    if (stranger !== undefined) return stranger;
    if (config.agents[agent]!.tools?.includes(toolName)) return `${agent} has ${toolName} already`;
    const known = knownTools(files);
    return known.includes(toolName) ? undefined : `no tool ${toolName}; known: ${listed(known)}`;
  },
  apply: ({ agent, toolName }, files) => {
    const tools = configOf(files).agents[agent]!.tools ?? [];
    return settingValue(files, CONFIG_PATH, ["agents", agent, "tools"], [...tools, toolName]);
  },
};
