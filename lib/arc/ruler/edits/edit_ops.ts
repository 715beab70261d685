import { deleteStep } from "./delete_step.ts";
import type { EditOp } from "./edit_op.ts";
import { insertStep } from "./insert_step.ts";
import { mutateParam } from "./mutate_param.ts";
import { recolour } from "./recolour.ts";
import { reorient } from "./reorient.ts";
import { replaceStep } from "./replace_step.ts";
import { residualRule } from "./residual_rule.ts";
import { resize } from "./resize.ts";
import { stackPiece } from "./stack_piece.ts";
import { swapSuffix } from "./swap_suffix.ts";
import { translate } from "./translate.ts";

const all: readonly EditOp[] = [
  recolour,
  reorient,
  translate,
  resize,
  mutateParam,
  insertStep,
  deleteStep,
  replaceStep,
  stackPiece,
  residualRule,
  swapSuffix,
];

/** Every edit by name: what a directive may ask for. */
export const editOps: ReadonlyMap<string, EditOp> = new Map(all.map((op) => [op.name, op]));
