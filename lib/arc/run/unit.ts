import * as z from "zod";
import type { FinishedUnit } from "../../substrate/runs/unit_log.ts";
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
  /** Recorded candidates that retrieved memory shaped; absent without any. */
  readonly memoryHits?: number;
  readonly cut: "nodes" | "seconds" | null;
  readonly error?: string;
}

/**
 * What the unit log keeps of a finished task: its lines, ready to be written, so that a resumed run repeats
 * the bytes without repeating the work, and outputs asked for later are made without solving anything again.
 */
export interface UnitPayload {
  /** The line of `--out-jsonl`. */
  readonly result: string;
  /** The line of `index.jsonl`. */
  readonly indexRow: string;
  /** The line of `--trace-jsonl`, which is the text of the trace file; `null` for a task that left none. */
  readonly trace: string | null;
  readonly summary: UnitSummary;
  /** Wall-clock seconds in the worker; goes to `timing.jsonl` only. */
  readonly seconds: number;
}

/** Checks a payload read back from a unit log that somebody may have touched. */
export const unitPayloadSchema: z.ZodType<UnitPayload> = z.strictObject({
  result: z.string(),
  indexRow: z.string(),
  trace: z.string().nullable(),
  summary: z.looseObject({
    taskId: z.string(),
    concept: z.string().exactOptional(),
    difficulty: z.string().exactOptional(),
    solved: z.boolean(),
    testCorrect: z.boolean().exactOptional(),
    family: z.string().exactOptional(),
    source: z.enum(["teacher", "student", "edit"]).exactOptional(),
    solvedAt: z.int().min(-1),
    candidates: z.int().min(0),
    programs: z.int().min(0),
    nodes: z.int().min(0),
    memoryHits: z.int().min(0).exactOptional(),
    cut: z.enum(["nodes", "seconds"]).nullable(),
    error: z.string().exactOptional(),
  }),
  seconds: z.number().min(0),
});

/** One finished task of a run. */
export type Unit = FinishedUnit<UnitPayload>;
