import type { LeanBackend, LeanCost } from "../lean/lean_backend.ts";

/** Thousands of heartbeats that a request counts where the backend cannot tell. */
export const UNTOLD_HEARTBEATS = 100;

/** What an attempt has cost so far. */
export interface LeanMeter {
  /** Thousands: the currency in which races are decided. */
  readonly heartbeats: number;
  /** Milliseconds that requests waited for a processor or for a free process. */
  readonly queueMs: number;
  readonly requests: number;
}

/** Options of {@linkcode meterLean}. */
export interface MeterOptions {
  /** Asked before every request; resolves when there is room for it. Returns the milliseconds waited. */
  readonly gate: () => Promise<number>;
  /** Ends the attempt: requests that were not begun are refused with its reason. */
  readonly signal: AbortSignal;
  /** Hears of every change. */
  readonly onSpent: () => void;
}

/** The same backend, with its cost counted for one attempt; closing it is left to the owner. */
export function meterLean(
  lean: LeanBackend,
  options: MeterOptions,
): { readonly lean: LeanBackend; readonly meter: LeanMeter } {
  const { gate, signal, onSpent } = options;
  const meter = { heartbeats: 0, queueMs: 0, requests: 0 };
  const metered = async <R extends LeanCost>(request: () => Promise<R>): Promise<R> => {
    signal.throwIfAborted();
    meter.queueMs += await gate();
    signal.throwIfAborted();
    const reply = await request();
    meter.requests++;
    meter.queueMs += reply.queueMs;
    meter.heartbeats += reply.heartbeats ?? UNTOLD_HEARTBEATS;
    onSpent();
    return reply;
  };
  return {
    meter,
    lean: {
      name: lean.name,
      toolchain: lean.toolchain,
      check: (goal, proof, limits) => metered(() => lean.check(goal, proof, limits)),
      newState: (goal, limits) => metered(() => lean.newState(goal, limits)),
      step: (state, tactic, limits) => metered(() => lean.step(state, tactic, limits)),
      // States of other attempts live in the same process.
      reset: () => Promise.resolve(),
      close: () => Promise.resolve(),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
  };
}
