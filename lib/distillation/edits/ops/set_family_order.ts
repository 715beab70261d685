import { type EditOp, settingValue } from "../edit_op.ts";

const PATH = "arc/ruler.jsonc";

/** Says which stages or families the ARC ruler searches, and in which order. */
export const setFamilyOrder: EditOp<"set_family_order"> = {
  op: "set_family_order",
  pillar: "search",
  tier: () => "auto",
  validate: (_, files) =>
    files.read(PATH) === undefined ? `${PATH}: no such file of the state` : undefined,
  apply: ({ level, order }, files) => settingValue(files, PATH, ["settings", level], order),
};
