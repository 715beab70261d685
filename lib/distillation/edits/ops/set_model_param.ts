import { type EditOp, listed, settingValue } from "../edit_op.ts";
import { CONFIG_PATH, configOf, knownModels } from "../harness_config.ts";

/** Sets one parameter of a model. */
export const setModelParam: EditOp<"set_model_param"> = {
  op: "set_model_param",
  pillar: "intelligence",
  tier: () => "auto",
  validate: ({ model }, files) => {
    const known = knownModels(configOf(files));
    return known.includes(model) ? undefined : `no model ${model}; known: ${listed(known)}`;
  },
  apply: ({ model, param, value }, files) =>
    settingValue(files, CONFIG_PATH, ["models", model, param], value),
};
