import { type EditOp, listed, settingValue } from "../edit_op.ts";
import { knownTools, TOOLS_PATH } from "../harness_config.ts";

/** Says anew what a tool is for. */
export const editToolDescription: EditOp<"edit_tool_description"> = {
  op: "edit_tool_description",
  pillar: "tools",
  tier: () => "auto",
  validate: ({ toolName }, files) => {
    const known = knownTools(files);
    return known.includes(toolName) ? undefined : `no tool ${toolName}; known: ${listed(known)}`;
  },
  apply: ({ toolName, newDescription }, files) =>
    settingValue(files, TOOLS_PATH, [toolName], newDescription),
};
