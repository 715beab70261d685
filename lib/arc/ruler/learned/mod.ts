import type { Family } from "../draft.ts";
import { cellRuleFamily } from "./cell_family.ts";
import { objectRuleFamily } from "./object_family.ts";

export { learnResidual } from "./residual.ts";
export { cellRuleFamily, objectRuleFamily };

/** The families that learn rules from the pairs, cheapest first. */
export const learnedFamilies: readonly Family[] = [objectRuleFamily, cellRuleFamily];
