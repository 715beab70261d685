import * as z from "zod";
import { zodFault } from "../../substrate/records/zod_fault.ts";
import { inputError } from "../../substrate/values/input_error.ts";
import type { UserError } from "../../substrate/values/user_error.ts";

const name = z.string().min(1).max(500);

const lineSchema = z.strictObject({
  taskId: name,
  /** Tasks that stand or fall together. */
  family: name.optional(),
  /** The kind of task. */
  category: name.optional(),
  score: z.number().min(0).max(1).optional(),
  /** US dollars. */
  cost: z.number().min(0).optional(),
  /** Why there is no score. */
  error: z.string().min(1).optional(),
  /** Named values that failures are clustered by. */
  facets: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
}).refine((line) => line.score !== undefined || line.error !== undefined, {
  error: "expected a score or an error",
});

/** One task as a command printed it. */
export type ScoreLine = z.output<typeof lineSchema>;

/** What a command printed, line by line. */
export interface ScoreOutput {
  readonly scores: readonly ScoreLine[];
  /** Every line that is no score, by its place. */
  readonly faults: readonly UserError[];
}

/**
 * Reads scores printed as JSONL. Blank lines are passed over; the first of several lines of one task stands, and
 * each further one is a fault.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readScoreLines } from "./score_line.ts";
 * const { scores, faults } = readScoreLines('{"taskId":"a","score":1}\n{"taskId":"b","score":2}\n', "out");
 * assertEquals(scores.length, 1);
 * assertEquals(faults[0]!.message, "out:2: score: expected at most 1, found 2");
 * ```
 */
export function readScoreLines(text: string, file: string): ScoreOutput {
  const scores: ScoreLine[] = [], faults: UserError[] = [];
  const lineOf = new Map<string, number>();
  text.split(/\r?\n/).forEach((raw, i) => {
    if (raw.trim() === "") return;
    const place = { file, line: i + 1 };
    let value: unknown;
    try {
      value = JSON.parse(raw);
    } catch (cause) {
      faults.push(inputError({ ...place, expected: "one JSON object", seen: raw, cause }));
      return;
    }
    const parsed = lineSchema.safeParse(value);
    if (!parsed.success) {
      faults.push(inputError({ ...place, ...zodFault(parsed.error, value) }));
      return;
    }
    const { taskId } = parsed.data;
    const earlier = lineOf.get(taskId);
    if (earlier !== undefined) {
      const expected = `a task that is not on line ${earlier}`;
      faults.push(inputError({ ...place, field: "taskId", expected, seen: taskId }));
      return;
    }
    lineOf.set(taskId, i + 1);
    scores.push(parsed.data);
  });
  return { scores, faults };
}
