import { formatDuration } from "./duration.ts";
import { formatCount, formatRate, formatShare } from "./number_format.ts";

/** Where a run stands. */
export interface ProgressState {
  /** Units finished, those of an earlier attempt included. */
  readonly done: number;
  /** Units in all, where known. */
  readonly total?: number;
  /** Of the finished ones, those that came out well. */
  readonly solved?: number;
  /** Units that an earlier attempt had finished; they do not count for the rate. */
  readonly before: number;
  readonly elapsedMs: number;
}

/** How progress is worded. */
export interface ProgressWords {
  /** The unit, in the plural. @default {"tasks"} */
  readonly unit?: string;
  /** @default {"solved"} */
  readonly solved?: string;
}

/**
 * One line of progress: done of total, solved so far, rate, time left.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { progressLine } from "./progress_line.ts";
 * assertEquals(
 *   progressLine({ done: 120, total: 400, solved: 47, before: 0, elapsedMs: 60_000 }),
 *   "120/400 tasks (30.0 %) · 47 solved · 2.0 tasks/s · 2 min 20 s left",
 * );
 * ```
 */
export function progressLine(state: ProgressState, words: ProgressWords = {}): string {
  const { done, total, solved, before, elapsedMs } = state;
  const unit = words.unit ?? "tasks";
  const parts = [
    total === undefined
      ? `${formatCount(done)} ${unit}`
      : `${formatCount(done)}/${formatCount(total)} ${unit} (${formatShare(done, total)})`,
  ];
  if (solved !== undefined) parts.push(`${formatCount(solved)} ${words.solved ?? "solved"}`);
  const fresh = done - before;
  if (fresh > 0 && elapsedMs > 0) {
    const perSecond = (1000 * fresh) / elapsedMs;
    parts.push(`${formatRate(perSecond)} ${unit}/s`);
    if (total !== undefined && done < total) {
      parts.push(`${formatDuration((1000 * (total - done)) / perSecond)} left`);
    }
  }
  if (total !== undefined && done >= total) parts.push(`in ${formatDuration(elapsedMs)}`);
  return parts.join(" · ");
}
