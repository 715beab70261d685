import type { ModuleUsage } from "../../substrate/models/usage.ts";
import type { RunTotals } from "./totals.ts";

/** How a run ended, and where its files are. */
export interface RunReport {
  readonly runId: string;
  readonly state: "done" | "failed" | "interrupted";
  /** Tasks in the batch; fewer are in the totals of a run that was interrupted. */
  readonly tasks: number;
  readonly totals: RunTotals;
  /** By module that asks a model, what its calls came to. */
  readonly usage: Readonly<Record<string, ModuleUsage>>;
  /** Why no model was asked any more before the tasks were done: one line. */
  readonly stop?: string;
  /** Every file of the run, by what it is. */
  readonly files: readonly { readonly name: string; readonly path: string }[];
  /** Wall clock of this attempt. */
  readonly seconds: number;
}

/** What happens to a run, in the order it happens. */
export type RunEvent =
  | {
    readonly kind: "started";
    readonly runId: string;
    readonly tasks: number;
    /** Tasks that an earlier attempt finished, and how many of them it solved. */
    readonly resumed: number;
    readonly solved: number;
    readonly workers: number;
  }
  | {
    /** The run was finished before: nothing is solved again, the report follows. */
    readonly kind: "already_finished";
    readonly runId: string;
    readonly tasks: number;
  }
  | {
    readonly kind: "task_finished";
    readonly index: number;
    readonly taskId: string;
    readonly solved: boolean;
    readonly testCorrect?: boolean;
    readonly cut: "nodes" | "seconds" | null;
    /** The defect that the task failed by. */
    readonly error?: string;
    readonly seconds: number;
    /** Tasks finished and solved so far, earlier attempts included. */
    readonly done: number;
    readonly solvedSoFar: number;
  }
  | { readonly kind: "finished"; readonly report: RunReport };
