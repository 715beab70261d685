import type { ConceptFamily } from "./concept_family.ts";
import { chooseObjectFamilies } from "./concepts/choose_object.ts";
import { colourFamilies } from "./concepts/colour.ts";
import { completionFamilies } from "./concepts/completion.ts";
import { countFamilies } from "./concepts/count.ts";
import { cropFamilies } from "./concepts/crop.ts";
import { enclosedFamilies } from "./concepts/enclosed.ts";
import { geometryFamilies } from "./concepts/geometry.ts";
import { gravityFamilies } from "./concepts/gravity.ts";
import { keepFamilies } from "./concepts/keep.ts";
import { markFamilies } from "./concepts/marks.ts";
import { outlineFamilies } from "./concepts/outline.ts";
import { panelFamilies } from "./concepts/panels.ts";
import { rayFamilies } from "./concepts/rays.ts";
import { recolourFamilies } from "./concepts/recolour.ts";
import { scalingFamilies } from "./concepts/scaling.ts";
import { stampFamilies } from "./concepts/stamps.ts";
import { tilingFamilies } from "./concepts/tiling.ts";

/** Every concept family, grouped by concept. */
export const CONCEPT_FAMILIES: readonly ConceptFamily[] = [
  ...geometryFamilies,
  ...tilingFamilies,
  ...scalingFamilies,
  ...colourFamilies,
  ...chooseObjectFamilies,
  ...cropFamilies,
  ...keepFamilies,
  ...recolourFamilies,
  ...countFamilies,
  ...gravityFamilies,
  ...rayFamilies,
  ...markFamilies,
  ...outlineFamilies,
  ...enclosedFamilies,
  ...panelFamilies,
  ...completionFamilies,
  ...stampFamilies,
];
