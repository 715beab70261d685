import { documentIn, type EditOp, settingValue } from "../edit_op.ts";
import { valueAt } from "../../state/document.ts";

const PATH = "arc/search.jsonc";
/** Limits that may not be 0. */
const AT_LEAST_ONE = ["nodeBudget", "loopIters", "candidateK", "editTopM"];
/** A budget that grows beyond this many times may make every later run dear. */
const STEEP = 10;

/** Sets one limit of the ARC search. */
export const setSearchBudget: EditOp<"set_search_budget"> = {
  op: "set_search_budget",
  pillar: "search",
  tier: ({ setting, value }, files) => {
    const now = valueAt(documentIn(files, PATH), [setting]);
    return typeof now === "number" && value > STEEP * Math.max(1, now) ? "review" : "auto";
  },
  validate: ({ setting, value }) =>
    value === 0 && AT_LEAST_ONE.includes(setting)
      ? `${setting}: expected at least 1, found 0`
      : undefined,
  apply: ({ setting, value }, files) => settingValue(files, PATH, [setting], value),
};
