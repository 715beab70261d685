import { valueAt } from "../../state/document.ts";
import { documentIn, type EditOp, settingValue } from "../edit_op.ts";

const PATH = "taxonomy/policies.jsonc";

/** Sets one value of the taxonomy policies. A threshold is gated; anything else waits for a person. */
export const setTaxonomyPolicy: EditOp<"set_taxonomy_policy"> = {
  op: "set_taxonomy_policy",
  pillar: "policy",
  tier: ({ path, value }, files) =>
    [typeof value, typeof valueAt(documentIn(files, PATH), path)]
        .every((kind) => kind === "number" || kind === "boolean")
      ? "auto"
      : "review",
  validate: (_, files) =>
    files.read(PATH) === undefined ? `${PATH}: no such file of the state` : undefined,
  apply: ({ path, value }, files) => settingValue(files, PATH, path, value),
};
