import type { EditOp } from "../edit_op.ts";

/** Asks for a weight update, which this harness does not make: a signal to people, never an edit. */
export const loraFinetune: EditOp<"lora_finetune"> = {
  op: "lora_finetune",
  pillar: "intelligence",
  tier: () => "manual",
  validate: () =>
    "weights are not part of the state; the edit says that a weight update might help, train one by hand",
  apply: () => [],
};
