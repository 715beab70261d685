import type { PrintedGoal } from "../printed_goal.ts";
import type { QuickTry } from "../quick_try.ts";

/** A lemma that a plan states under the goal's hypotheses. */
export interface PlannedLemma {
  readonly name: string;
  /** Begins with `∀` over `variable`. */
  readonly statement: string;
  /** What it is proved by induction on. */
  readonly variable: string;
}

/** A way to take a goal apart: steps to apply, after which every open goal should be easy. */
export interface Plan {
  readonly name: string;
  readonly steps: readonly string[];
  /** Stated in place of any steps. */
  readonly lemma?: PlannedLemma;
  /** What closes its cases. @default the closers of every plan */
  readonly closers?: readonly QuickTry[];
}

/** Plans for a goal, the most promising first. */
export type Planner = (goal: PrintedGoal) => readonly Plan[];
