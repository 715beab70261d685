import type { Family } from "./draft.ts";

/** The stages of the built-in ruler, in the order that arc1-training favours. */
export const STAGE_NAMES = ["closed_form", "enumeration", "rules", "deep_enumeration"] as const;

/** One of {@linkcode STAGE_NAMES}. */
export type StageName = (typeof STAGE_NAMES)[number];

/** The stage that tries what was remembered; it stands before the others of a run with a memory. */
export const MEMORY_STAGE = "memory";

/** The stage whose programs a model writes. */
export const MODEL_STAGE = "model";

/** Families that run one after the other on one slice of a task's nodes. */
export interface Stage {
  readonly name: StageName | typeof MEMORY_STAGE | typeof MODEL_STAGE;
  readonly families: readonly Family[];
  /** The part of the task's node budget the stage may use, in (0,1]. */
  readonly share: number;
  /** Nodes it may use at most, whatever its share comes to. @default {Infinity} */
  readonly nodes?: number;
  /** The 0-based turn it runs in, the last one where there are fewer. @default {0, and 1 for the deep stage} */
  readonly turn?: number;
  /** Drafts of one family that are verified in one turn; the rest is left unread. */
  readonly draftLimit: number;
}

/** The part of a task's node budget that all edits together may use. */
export const EDIT_SHARE = 0.1;
