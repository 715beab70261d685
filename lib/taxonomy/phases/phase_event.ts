import type { PhaseName } from "./phase_name.ts";

/** What a phase tells while it works. */
export type PhaseEvent =
  | {
    readonly kind: "progress";
    readonly phase: PhaseName;
    readonly step: string;
    readonly done: number;
    readonly total?: number;
  }
  | {
    readonly kind: "note";
    readonly phase: PhaseName;
    readonly step: string;
    readonly text: string;
  }
  | {
    /** The step is on the disk; `reused`: it was before, by this run or the run it shares artefacts with. */
    readonly kind: "step_done";
    readonly phase: PhaseName;
    readonly step: string;
    readonly reused: boolean;
  };
