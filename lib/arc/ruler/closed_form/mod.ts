import type { Family } from "../draft.ts";
import { cellRuleFamily, looseCellRuleFamily } from "./cell_rule.ts";
import { completionFamily } from "./completion.ts";
import { countingFamily } from "./counting.ts";
import { extendingFamily } from "./extending.ts";
import { geometryFamily } from "./geometry.ts";
import { lineDrawingFamily } from "./line_drawing.ts";
import { movingFamily } from "./moving.ts";
import { panelLogicFamily } from "./panel_logic.ts";
import { patternReplacementFamily } from "./pattern_replacement.ts";
import { reshapedCellRuleFamily } from "./reshaped_cell_rule.ts";
import { selectionFamily } from "./selection.ts";
import { stampingFamily } from "./stamping.ts";

/** The closed-form families, the most trustworthy and simplest first. */
export const closedFormFamilies: readonly Family[] = [
  geometryFamily,
  panelLogicFamily,
  completionFamily,
  movingFamily,
  lineDrawingFamily,
  cellRuleFamily,
  extendingFamily,
  countingFamily,
  selectionFamily,
  reshapedCellRuleFamily,
  stampingFamily,
  patternReplacementFamily,
];

/** Closed forms that over-fit more often: for a stage after the exact searches. */
export const looseClosedFormFamilies: readonly Family[] = [looseCellRuleFamily];
