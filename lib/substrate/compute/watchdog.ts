/** A time limit that does not run while it is held. */
export interface Watchdog {
  /** Starts the limit, or starts it anew. */
  start(): void;
  /** Stops the clock until the next `start`. */
  hold(): void;
}

/** Calls `onOver` once, when `limitMs` pass after a `start` without a `hold`. */
export function watchdog(limitMs: number, onOver: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = () => clearTimeout(timer);
  return {
    start: () => {
      hold();
      timer = setTimeout(onOver, limitMs);
    },
    hold,
  };
}
