import { closedFormFamilies } from "./closed_form/mod.ts";
import type { Family } from "./draft.ts";
import { deepEnumerationFamily, enumerationFamily } from "./enumeration/mod.ts";
import { learnedFamilies } from "./learned/mod.ts";
import type { StageName } from "./stage.ts";

/** Every family of the built-in ruler, by stage, in the order they run. */
export const familiesByStage: { readonly [S in StageName]: readonly Family[] } = {
  closed_form: closedFormFamilies,
  enumeration: [enumerationFamily],
  rules: learnedFamilies,
  deep_enumeration: [deepEnumerationFamily],
};

/** Every family of the built-in ruler. */
export const allFamilies: readonly Family[] = Object.values(familiesByStage).flat();
