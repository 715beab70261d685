import type { CandidateSource } from "../trace/trace.ts";

/** What the totals of a run are added up from: one finished task. */
export interface UnitSummary {
  readonly taskId: string;
  readonly concept?: string;
  readonly difficulty?: string;
  readonly solved: boolean;
  readonly testCorrect?: boolean;
  /** Of the best candidate; absent without one. */
  readonly family?: string;
  readonly source?: CandidateSource;
  /** The turn that solved the task, −1 where none did. */
  readonly solvedAt: number;
  readonly candidates: number;
  readonly programs: number;
  readonly nodes: number;
  readonly cut: "nodes" | "seconds" | null;
  readonly error?: string;
}

/**
 * One finished task as the unit log keeps it: every line that belongs to it, ready to be written, so that a
 * resumed run repeats the bytes without repeating the work.
 */
export interface Unit {
  /** Its place in the batch, 0-based. */
  readonly index: number;
  readonly taskId: string;
  readonly taskDigest: string;
  /** The line of `--out-jsonl`. */
  readonly result: string;
  /** The line of `index.jsonl`. */
  readonly indexRow: string;
  /** The trace, where some output wants it; `null` for a task that left none. */
  readonly trace: string | null;
  readonly criticRows: readonly string[];
  readonly studentRows: readonly string[];
  readonly summary: UnitSummary;
  /** Wall-clock seconds in the worker; goes to `timing.jsonl` only. */
  readonly seconds: number;
}
