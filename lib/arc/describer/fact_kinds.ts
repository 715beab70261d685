import { backgroundFacts } from "./background_facts.ts";
import { changeFacts } from "./change_facts.ts";
import { countFacts } from "./count_facts.ts";
import { cropFacts } from "./crop_facts.ts";
import type { FactKind } from "./fact_kind.ts";
import { motionFacts } from "./motion_facts.ts";
import { objectFacts } from "./object_facts.ts";
import { paletteFacts } from "./palette_facts.ts";
import { panelFacts } from "./panel_facts.ts";
import { sizeFacts } from "./size_facts.ts";
import { symmetryFacts } from "./symmetry_facts.ts";

/** Every kind of fact, in the order in which facts are stated. */
export const FACT_KINDS: readonly FactKind[] = [
  ...sizeFacts,
  ...paletteFacts,
  ...backgroundFacts,
  ...changeFacts,
  ...symmetryFacts,
  ...panelFacts,
  ...objectFacts,
  ...cropFacts,
  ...motionFacts,
  ...countFacts,
];

const byName = new Map(FACT_KINDS.map((kind) => [kind.name, kind]));

/** The groups of kinds, in order of their first kind. */
export const FACT_GROUPS: readonly string[] = [...new Set(FACT_KINDS.map((kind) => kind.group))];

/** The kind of that name, or `undefined`. */
export function factKindNamed(name: string): FactKind | undefined {
  return byName.get(name);
}
