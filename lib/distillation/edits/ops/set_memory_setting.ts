import { shown } from "../../../substrate/values/input_error.ts";
import { valueAt } from "../../state/document.ts";
import { documentIn, type EditOp, listed, settingValue } from "../edit_op.ts";

const PATH = "arc/memory.jsonc";

/** Sets one limit of the ARC memory; the setting must be there, with a value of the same kind. */
export const setMemorySetting: EditOp<"set_memory_setting"> = {
  op: "set_memory_setting",
  pillar: "memory",
  tier: () => "auto",
  validate: ({ setting, value }, files) => {
    const document = documentIn(files, PATH);
    const now = valueAt(document, [setting]);
    if (now === undefined) {
      return `no setting ${setting}; known: ${listed(Object.keys(document ?? {}))}`;
    }
    return typeof now === typeof value && !Array.isArray(value) && value !== null
      ? undefined
      : `${setting}: expected a ${typeof now}, found ${shown(value)}`;
  },
  apply: ({ setting, value }, files) => settingValue(files, PATH, [setting], value),
};
