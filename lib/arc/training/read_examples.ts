import { UserError } from "../../substrate/values/user_error.ts";
import { readTraces } from "../datasets/read_traces.ts";
import type { Trace } from "../trace/trace.ts";

/** Options of {@linkcode readExamples}. */
export interface ReadExamplesOptions {
  /** Hears the number of traces read after each one. */
  readonly onTrace?: (traces: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Streams saved traces and keeps of each only what `cut` makes of it.
 *
 * @throws {UserError} exit 2 for sources without any trace that `cut` can use, and as `readTraces`.
 */
export async function readExamples<T>(
  sources: readonly string[],
  cut: (trace: Trace) => T | undefined,
  options: ReadExamplesOptions = {},
): Promise<T[]> {
  const examples: T[] = [];
  let traces = 0;
  const { signal } = options;
  for await (const { trace } of readTraces(sources, signal === undefined ? {} : { signal })) {
    const example = cut(trace);
    if (example !== undefined) examples.push(example);
    options.onTrace?.(++traces);
  }
  if (examples.length === 0) {
    throw new UserError(`${sources.join(", ")}: expected traces to learn from, found none`);
  }
  return examples;
}
