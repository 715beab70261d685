import type { Clock } from "../values/clock.ts";
import { ModelFailure } from "./model_failure.ts";

/** Waits, or rejects with the signal's reason. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** How long to wait between attempts, in milliseconds. */
export interface Backoff {
  /** Before the second attempt; doubles from there. */
  readonly firstMs: number;
  /** Never longer than this, whatever the endpoint asks for. */
  readonly maxMs: number;
}

/** Half a second, then one, two, four … up to a minute. */
export const DEFAULT_BACKOFF: Backoff = { firstMs: 500, maxMs: 60_000 };

/** Options of {@linkcode withRetries}. */
export interface RetryOptions {
  /** Attempts after the first. */
  readonly retries: number;
  readonly backoff: Backoff;
  readonly sleep: Sleep;
  readonly signal?: AbortSignal;
}

/**
 * Repeats what fails with a retryable {@linkcode ModelFailure}, waiting twice as long each time, or as long as
 * the endpoint asks for.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { retries, backoff, sleep, signal }: RetryOptions,
): Promise<T> {
  for (let made = 0;; made++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ModelFailure) || !error.retryable || made === retries) throw error;
      const wait = error.retryAfterMs ?? backoff.firstMs * 2 ** made;
      await sleep(Math.min(wait, backoff.maxMs), signal);
    }
  }
}

/** The milliseconds that `retry-after-ms` or `retry-after` (seconds, or a date) ask for. */
export function retryAfter(headers: Headers, clock: Clock): number | undefined {
  const milliseconds = Number(headers.get("retry-after-ms") ?? NaN);
  if (milliseconds >= 0) return milliseconds;
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  if (Number(text) >= 0) return 1000 * Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.now().getTime());
}

/** Waits on the machine's timer. */
export const timerSleep: Sleep = (ms, signal) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => (clearTimeout(timer), reject(signal?.reason));
    const timer = setTimeout(() => (signal?.removeEventListener("abort", stop), resolve()), ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
