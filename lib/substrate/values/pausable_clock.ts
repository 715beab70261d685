import type { Clock } from "./clock.ts";

/** A clock whose monotonic time stands still while something else is waited for. */
export interface PausableClock extends Clock {
  /** Runs `wait`, whose time does not count. */
  pausedFor<T>(wait: () => T): T;
}

/**
 * Leaves the time of waiting out of another clock's monotonic time; the wall clock goes on.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { manualClock } from "./clock.ts";
 * import { pausableClock } from "./pausable_clock.ts";
 * const real = manualClock(0);
 * const clock = pausableClock(real);
 * clock.pausedFor(() => real.advance(100));
 * real.advance(5);
 * assertEquals(clock.monotonic(), 5);
 * ```
 */
export function pausableClock(clock: Clock): PausableClock {
  let waited = 0;
  return {
    monotonic: () => clock.monotonic() - waited,
    now: () => clock.now(),
    pausedFor: (wait) => {
      const begun = clock.monotonic();
      try {
        return wait();
      } finally {
        waited += clock.monotonic() - begun;
      }
    },
  };
}
