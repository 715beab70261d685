import * as z from "zod";
import { trainingRecordSchema } from "../../substrate/learn/training_record.ts";
import type { Family } from "./draft.ts";
import { editOps } from "./edits/edit_ops.ts";
import { allFamilies, familiesByStage } from "./families.ts";
import { type EditPrior, editPriorSchema, STUDENT_FEATURES } from "./prior/edit_prior.ts";
import { RULER_FEATURES } from "./prior/fact_tokens.ts";
import { type RulerPrior, rulerPriorSchema } from "./prior/ruler_prior.ts";
import { type Stage, STAGE_NAMES, type StageName } from "./stage.ts";

/** The default part of a task's nodes for each stage; they add up to 1. */
const SHARES: { readonly [S in StageName]: number } = {
  closed_form: 0.15,
  enumeration: 0.3,
  rules: 0.2,
  deep_enumeration: 0.35,
};

const share = z.number().gt(0).max(1);

/** Settings of a `symbolic` ruler module. Every field is optional; absent ones keep their default. */
export const rulerSettingsSchema = z.strictObject({
  /** Stages in the order they run; a stage not named does not run. */
  stages: z.array(z.enum(STAGE_NAMES)).min(1).refine(
    (names) => new Set(names).size === names.length,
    "expected every stage once",
  ).default([...STAGE_NAMES]),
  /** Families that may run, in the order they run within their stage; absent: all of them. */
  families: z.array(z.enum(allFamilies.map((family) => family.name))).min(1).optional(),
  /** The part of a task's node budget per stage. */
  shares: z.strictObject({
    closed_form: share.default(SHARES.closed_form),
    enumeration: share.default(SHARES.enumeration),
    rules: share.default(SHARES.rules),
    deep_enumeration: share.default(SHARES.deep_enumeration),
  }).prefault({}),
  /** False leaves the deep stage out. */
  deep: z.boolean().default(true),
  /** False runs every stage even after the predictions are settled: traces then show what each family can do. */
  settle: z.boolean().default(true),
  /** Drafts of one family that are verified in one turn. */
  draftLimit: z.int().min(1).max(10_000).default(48),
  /** Edit ops it may use, in order of preference; absent: all, in the order of the critic's directives. */
  edits: z.array(z.enum([...editOps.keys()])).min(1).optional(),
});

const half = share.default(0.5);

/**
 * Settings of an `exploring` ruler module: a symbolic one that runs every family but the deep one, whatever
 * the others found. Its traces are what a `linear` ruler is learned from.
 */
export const exploringRulerSettingsSchema = rulerSettingsSchema.extend({
  settle: z.boolean().default(false),
  deep: z.boolean().default(false),
  shares: z.strictObject({
    closed_form: half,
    enumeration: half,
    rules: half,
    deep_enumeration: half,
  }).prefault({}),
});

/** Settings of a `linear` ruler module: those of a symbolic one, and what was learned. */
export const linearRulerSettingsSchema = rulerSettingsSchema.extend({
  /** The features the prior was fitted on; another version reads other features. */
  featureVersion: z.literal(RULER_FEATURES),
  /** Orders families and primitives by their chance per node. */
  prior: rulerPriorSchema,
  trained: trainingRecordSchema,
});

/** Settings of a `linear` student module: it drafts nothing of its own and chooses among edits. */
export const linearStudentSettingsSchema = rulerSettingsSchema.extend({
  stages: z.array(z.enum(STAGE_NAMES)).default([]),
  /** The features the prior was fitted on; another version reads other features. */
  featureVersion: z.literal(STUDENT_FEATURES),
  /** Orders the directives of a seed by their chance of the best edit. */
  editPrior: editPriorSchema,
  trained: trainingRecordSchema,
});

/** Typed settings of a `symbolic` ruler module, with the priors of `linear` ones. */
export type RulerSettings = z.output<typeof rulerSettingsSchema> & {
  readonly prior?: RulerPrior;
  readonly editPrior?: EditPrior;
};

/** The stages that settings ask for, with their families looked up. */
export function stagesFrom(settings: RulerSettings): readonly Stage[] {
  return settings.stages
    .filter((name) => settings.deep || name !== "deep_enumeration")
    .map((name) => ({
      name,
      families: chosen(familiesByStage[name], settings.families),
      share: settings.shares[name],
      draftLimit: settings.draftLimit,
    }));
}

function chosen(families: readonly Family[], names: readonly string[] | undefined) {
  if (names === undefined) return families;
  return names.flatMap((name) => families.filter((family) => family.name === name));
}
