import { type EditOp, listed, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, knownModels } from "../harness_config.ts";

/** Routes a class of queries to a model. */
export const setModelForQueryClass: EditOp<"set_model_for_query_class"> = {
  op: "set_model_for_query_class",
  pillar: "intelligence",
  tier: () => "auto",
  validate: ({ model }, files) => {
    const known = knownModels(configOf(files));
    return known.includes(model) ? undefined : `no model ${model}; known: ${listed(known)}`;
  },
  apply: ({ queryClass, model }, files) =>
    settingValue(files, CONFIG_PATH, ["routing", queryClass], model),
};
