import type { Fact } from "../describer/fact.ts";
import type { Iteration } from "../trace/trace.ts";
import type { Attempt } from "./attempts.ts";
import type { Verified } from "./workbench.ts";

/** What happens to one task, in the order it happens. */
export type LoopEvent =
  | { readonly kind: "described"; readonly facts: readonly Fact[] }
  | {
    readonly kind: "stage_finished";
    readonly iterIdx: number;
    readonly source: "teacher" | "student";
    readonly stage: string;
    /** New programs verified, and how many of them fit every train pair. */
    readonly drafts: number;
    readonly fits: number;
    readonly nodes: number;
  }
  | { readonly kind: "iteration_finished"; readonly iteration: Iteration };

/** How one task ended, before anyone compares it with test outputs. */
export interface Solution {
  readonly facts: readonly Fact[];
  readonly iterations: readonly Iteration[];
  readonly best: Verified | null;
  /** The best candidate fits every train pair. */
  readonly solved: boolean;
  /** Programs verified in all; the trace records the best of them only. */
  readonly verified: number;
  readonly attempts: readonly Attempt[];
  readonly nodes: number;
  /** Nodes used when the first candidate fitted every train pair; `null` where none does. */
  readonly nodesToSolution: number | null;
  readonly cut: "nodes" | "seconds" | null;
}
