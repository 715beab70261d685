/** Where time comes from; `lib` never reads a clock of its own. */
export interface Clock {
  /** Milliseconds since some fixed moment, never going back. */
  monotonic(): number;
  /** The wall clock, for stamps that no digest covers. */
  now(): Date;
}

/** The machine's clock. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  now: () => new Date(),
};

/**
 * A clock that moves only when told, for tests.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { manualClock } from "./clock.ts";
 * const clock = manualClock(1000);
 * clock.advance(5);
 * assertEquals(clock.monotonic(), 1005);
 * ```
 */
export function manualClock(start = 0): Clock & { advance(ms: number): void } {
  let at = start;
  return { monotonic: () => at, now: () => new Date(at), advance: (ms) => void (at += ms) };
}
