/** A time limit that does not run while it is held. */
export interface Watchdog {
  /** Starts the limit, or starts it anew. */
  start(): void;
  /** Stops the clock until the next `start`. */
  hold(): void;
  /** Stops it for good. */
  end(): void;
}

/** Calls `onOver` once, when `limitMs` pass after a `start` without a `hold`. */
export function watchdog(limitMs: number, onOver: () => void): Watchdog {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const hold = () => clearTimeout(timer);
  return {
    start: () => {
      hold();
      if (ended) return;
      timer = setTimeout(onOver, limitMs);
    },
    hold,
    end: () => {
      ended = true;
      hold();
    },
  };
}
