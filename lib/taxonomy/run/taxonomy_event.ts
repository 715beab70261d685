import type { Counters } from "../phases/checkpoint.ts";
import type { PhaseEvent } from "../phases/phase_event.ts";
import type { PhaseName } from "../phases/phase_name.ts";

/** What a run tells, for progress displays, logs and callers. */
export type TaxonomyEvent =
  | PhaseEvent
  | {
    readonly kind: "run_started";
    readonly runId: string;
    readonly folder: string;
    readonly attempt: number;
    readonly parentRunId?: string;
  }
  | {
    /** A policy value on the disk is not what the run was begun with. */
    readonly kind: "drift";
    readonly text: string;
    /** Whether this run takes the new value. */
    readonly adopted: boolean;
  }
  | {
    /** Work of an earlier attempt that is not believed, and why. */
    readonly kind: "rejected";
    readonly phase: PhaseName;
    readonly reason: string;
  }
  | { readonly kind: "phase_started"; readonly phase: PhaseName; readonly title: string }
  | {
    readonly kind: "phase_finished";
    readonly phase: PhaseName;
    readonly counters: Counters;
    readonly durationSec: number;
    /** It was done before: nothing of it was executed. */
    readonly reused: boolean;
  }
  | {
    readonly kind: "phase_failed";
    readonly phase: PhaseName;
    readonly reason: string;
    /** Where its outputs were moved to, in the run's folder. */
    readonly setAside?: string;
  }
  | { readonly kind: "phase_skipped"; readonly phase: PhaseName; readonly reason: string }
  | {
    readonly kind: "run_finished";
    readonly runId: string;
    readonly folder: string;
    /** The run had been finished before: nothing was executed or written. */
    readonly untouched: boolean;
  };
