import * as z from "zod";
import { UserError } from "../../substrate/values/user_error.ts";
import type { Family } from "./draft.ts";
import { editOps } from "./edits/edit_ops.ts";
import { allFamilies, familiesByStage } from "./families.ts";
import { type Stage, STAGE_NAMES, type StageName } from "./stage.ts";

/** The default part of a task's nodes for each stage; what a stage leaves over is lost to no one. */
const SHARES: { readonly [S in StageName]: number } = {
  closed_form: 0.15,
  enumeration: 0.35,
  rules: 0.25,
  deep_enumeration: 0.4,
};

const share = z.number().gt(0).max(1);

/** Settings of a `symbolic` ruler module. Every field is optional; absent ones keep their default. */
export const rulerSettingsSchema = z.strictObject({
  /** Stages in the order they run; a stage not named does not run. */
  stages: z.array(z.enum(STAGE_NAMES)).min(1).default([...STAGE_NAMES]),
  /** Families that may run, in the order they run within their stage; absent: all of them. */
  families: z.array(z.string()).min(1).optional(),
  /** The part of a task's node budget per stage. */
  shares: z.strictObject({
    closed_form: share.default(SHARES.closed_form),
    enumeration: share.default(SHARES.enumeration),
    rules: share.default(SHARES.rules),
    deep_enumeration: share.default(SHARES.deep_enumeration),
  }).prefault({}),
  /** False leaves the deep stage out. */
  deep: z.boolean().default(true),
  /** Drafts of one family that are verified in one turn. */
  draftLimit: z.int().min(1).max(10_000).default(48),
  /** Edit ops it may use, in order of preference; absent: all, in the order of the critic's directives. */
  edits: z.array(z.string()).min(1).optional(),
});

/** Typed settings of a `symbolic` ruler module. */
export type RulerSettings = z.output<typeof rulerSettingsSchema>;

/**
 * The stages that settings ask for, with their families looked up.
 *
 * @throws {UserError} when a family does not exist or a stage is named twice.
 */
export function stagesFrom(settings: RulerSettings): readonly Stage[] {
  const seen = new Set<StageName>();
  const stages: Stage[] = [];
  for (const name of settings.stages) {
    if (seen.has(name)) throw new UserError(`stages: "${name}" is named twice`);
    seen.add(name);
    if (name === "deep_enumeration" && !settings.deep) continue;
    stages.push({
      name,
      families: chosen(familiesByStage[name], settings.families),
      share: settings.shares[name],
      draftLimit: settings.draftLimit,
    });
  }
  return stages;
}

/**
 * The edit ops that settings ask for.
 *
 * @throws {UserError} when one does not exist.
 */
export function editsFrom(names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (!editOps.has(name)) {
      const known = [...editOps.keys()].join(", ");
      throw new UserError(`edits: expected one of ${known}, found ${JSON.stringify(name)}`);
    }
  }
  return names;
}

function chosen(families: readonly Family[], names: readonly string[] | undefined) {
  if (names === undefined) return families;
  for (const name of names) {
    if (!allFamilies.some((family) => family.name === name)) {
      const known = allFamilies.map((family) => family.name).join(", ");
      throw new UserError(`families: expected one of ${known}, found ${JSON.stringify(name)}`);
    }
  }
  return names.flatMap((name) => families.filter((family) => family.name === name));
}
