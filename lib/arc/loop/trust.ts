import type { Verified } from "./workbench.ts";

/**
 * How often a prediction for a test input is right when a program of the family fits every train pair:
 * measured on arc1-training over the distinct predictions of each family, rounded. Only their order matters.
 */
const BY_FAMILY: { readonly [family: string]: number } = {
  extending: 0.9,
  line_drawing: 0.9,
  pattern_replacement: 0.9,
  geometry: 0.8,
  moving: 0.8,
  cell_rule: 0.7,
  stamping: 0.7,
  counting: 0.6,
  object_rules: 0.6,
  panel_logic: 0.6,
  completion: 0.5,
  reshaped_cell_rule: 0.5,
  enumeration: 0.4,
  selection: 0.4,
  deep_enumeration: 0.1,
  cell_rules: 0.05,
};

/** Families that nobody has measured, and edits of any family. */
const UNMEASURED = 0.3;

/**
 * Programs that solved another task as they stand. With the first half of arc1-training remembered, 13 tasks
 * of the second had their best program from memory: all 13 were right.
 */
const PROVEN = 0.95;

/** The trust in a candidate that fits every train pair, before its predictions are looked at. */
export function trustOf({ origin }: Verified): number {
  if (origin.proven === true) return PROVEN;
  return origin.stage === "edit" ? UNMEASURED : BY_FAMILY[origin.family] ?? UNMEASURED;
}

/** Families that can fit almost anything are not trusted alone: more work is worth while. */
export function isTrusted(candidate: Verified): boolean {
  return candidate.fits && (trustOf(candidate) >= UNMEASURED || candidate.families.size > 1);
}
