import type { Strategy } from "../strategies/strategy.ts";

type Weight = Strategy["weight"];

/** How many strategies may be at work at once. */
export interface SlotLimits {
  readonly light: number;
  readonly heavy: number;
}

/** Seats for running strategies; who waits longest among the highest priority sits down next. */
export interface Slots {
  /**
   * Resolves with the function that gives the seat back.
   *
   * @throws the signal's reason when it aborts before there was a seat.
   */
  take(weight: Weight, priority: number, signal: AbortSignal): Promise<() => void>;
  /** Seats from now on; those taken stay taken. */
  limit(limits: SlotLimits): void;
  /** Seats taken now. */
  readonly taken: SlotLimits;
}

interface Waiting {
  readonly priority: number;
  readonly sit: () => void;
}

/**
 * Makes the seats.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createSlots } from "./slots.ts";
 * const slots = createSlots({ light: 2, heavy: 1 });
 * const leave = await slots.take("heavy", 0, new AbortController().signal);
 * assertEquals(slots.taken, { light: 0, heavy: 1 });
 * leave();
 * ```
 */
export function createSlots(limits: SlotLimits): Slots {
  const most = { ...limits };
  const taken = { light: 0, heavy: 0 };
  const waiting: Record<Weight, Waiting[]> = { light: [], heavy: [] };
  const seat = (weight: Weight): void => {
    while (taken[weight] < most[weight] && waiting[weight].length > 0) {
      taken[weight]++;
      waiting[weight].shift()!.sit();
    }
  };
  return {
    taken,
    limit: ({ light, heavy }) => {
      Object.assign(most, { light, heavy });
      seat("light");
      seat("heavy");
    },
    take: (weight, priority, signal) => {
      signal.throwIfAborted();
      const { promise, resolve, reject } = Promise.withResolvers<() => void>();
      const queue = waiting[weight];
      const leaveQueue = () => {
        queue.splice(queue.indexOf(me), 1);
        reject(signal.reason);
      };
      let left = false;
      const me: Waiting = {
        priority,
        sit: () => {
          signal.removeEventListener("abort", leaveQueue);
          resolve(() => {
            if (left) return;
            left = true;
            taken[weight]--;
            seat(weight);
          });
        },
      };
      signal.addEventListener("abort", leaveQueue, { once: true });
      const behind = queue.findIndex((other) => other.priority < priority);
      queue.splice(behind < 0 ? queue.length : behind, 0, me);
      seat(weight);
      return promise;
    },
  };
}
