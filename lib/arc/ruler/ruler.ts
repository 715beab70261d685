import type { Csa, Directive } from "../critic/critique.ts";
import type { Program } from "../dsl/program.ts";
import type { ModuleRef } from "../trace/trace.ts";
import type { Problem } from "./draft.ts";
import { type Stage, STAGE_NAMES } from "./stage.ts";

/** A module that proposes programs: its stages make drafts, its edit order says which edits it likes. */
export interface Ruler {
  readonly ref: ModuleRef;
  readonly source: "teacher" | "student";
  /** In the order they run. */
  readonly stages: readonly Stage[];
  /** Stages for one task, in the order they run; absent: `stages` for every task. */
  readonly plan?: (problem: Problem) => readonly Stage[];
  /** Runs every stage even after the predictions are settled, so that traces show what each family can do. */
  readonly exhaustive?: boolean;
  /** Edit ops it uses, in order of preference; absent: all, in the order of the critic's directives. */
  readonly edits?: readonly string[];
  /** The directives it follows for one seed, in order; absent: those whose edits it uses. */
  readonly follows?: (
    seed: { readonly program: Program; readonly csa: Csa },
    asked: readonly Directive[],
    problem: Problem,
  ) => readonly Directive[];
}

/** The turn a ruler is asked for drafts in. */
export interface Turn {
  readonly iterIdx: number;
  /** The most turns there will be. */
  readonly iterations: number;
}

/**
 * The stages of a ruler that run in one turn.
 *
 * The first turn runs everything but the deep stage, which costs as much as the others together: it waits
 * for the second turn, or stands at the end of the only one. Later turns live on edits, because the same
 * families would propose the same drafts again. A stage that names its turn runs in that one.
 */
export function stagesOf(ruler: Ruler, turn: Turn, problem: Problem): readonly Stage[] {
  const stages = ruler.plan?.(problem) ?? ruler.stages;
  return stages.filter((stage) => {
    const wanted = stage.turn ?? (stage.name === STAGE_NAMES[3] ? 1 : 0);
    return turn.iterIdx === Math.min(wanted, turn.iterations - 1);
  });
}
