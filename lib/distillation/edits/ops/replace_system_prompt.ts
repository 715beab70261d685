import type { EditOp } from "../edit_op.ts";
import { promptPath } from "../prompt_path.ts";

/** Writes a prompt anew. */
export const replaceSystemPrompt: EditOp<"replace_system_prompt"> = {
  op: "replace_system_prompt",
  pillar: "agent",
  tier: () => "review",
  validate: ({ agent }, files) =>
    files.read(promptPath(agent)) === undefined
      ? `${promptPath(agent)}: no such prompt`
      : undefined,
  apply: ({ agent, newContent }) => [{ path: promptPath(agent), after: newContent }],
};
