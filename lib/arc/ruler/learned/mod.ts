import type { Family } from "../draft.ts";
import { cellRuleFamily } from "./cell_family.ts";

export { learnResidual } from "./residual.ts";
export { cellRuleFamily };

/** The families that learn rules from the pairs, cheapest first. */
export const learnedFamilies: readonly Family[] = [cellRuleFamily];
