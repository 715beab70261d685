import { UserError } from "../../substrate/values/user_error.ts";
import type { Strategy, StrategyResult } from "../strategies/strategy.ts";
import { type LeanMeter, meterLean } from "./metered_lean.ts";
import type { RaceOptions } from "./race_options.ts";

/** One run of a strategy, under way or ended. */
export interface Attempt {
  readonly meter: LeanMeter;
  /** Waiting for a seat, for the processor, and for Lean. */
  readonly queueMs: number;
  /** The rest. */
  readonly workMs: number;
  /** `undefined` until it has ended, and for one that was stopped. */
  readonly result: StrategyResult | undefined;
  /** Rejects only for what ends the whole search: the user's own mistakes and misfortunes. */
  readonly ended: Promise<void>;
}

/** Milliseconds beyond its deadline that a strategy is waited for. */
const GRACE_MS = 5000;

type AttemptOptions =
  & Omit<RaceOptions, "strategies" | "width" | "headStart">
  & { readonly onSpent: () => void };

/**
 * Begins a strategy as soon as there is a seat, and checks the proof it claims.
 *
 * A strategy that throws is begun again, as often as `retries` says, and has failed after that; one that does
 * not come back by its deadline has failed, whatever it is doing.
 */
export function runAttempt(strategy: Strategy, options: AttemptOptions): Attempt {
  const { clock, signal } = options;
  const asked = clock.monotonic();
  let seatedAt: number | undefined;
  let endedAt: number | undefined;
  const stop = new AbortController();
  const metered = meterLean(options.lean, {
    gate: options.gate,
    signal: AbortSignal.any([signal, stop.signal]),
    onSpent: options.onSpent,
  });
  const attempt = {
    meter: metered.meter,
    result: undefined as StrategyResult | undefined,
    get queueMs() {
      return (seatedAt ?? endedAt ?? clock.monotonic()) - asked + metered.meter.queueMs;
    },
    get workMs() {
      if (seatedAt === undefined) return 0;
      const passed = (endedAt ?? clock.monotonic()) - seatedAt;
      return Math.max(0, passed - metered.meter.queueMs);
    },
    ended: Promise.resolve(),
  };
  const work = async (): Promise<void> => {
    const leave = await options.slots.take(strategy.weight, options.goal.priority, signal);
    seatedAt = clock.monotonic();
    try {
      const result = await withRetries();
      if (signal.aborted) return;
      const wrong = result.success ? await options.verify(result) : undefined;
      attempt.result = wrong === undefined
        ? result
        : { ...result, success: false, tactics: [], error: `its proof does not hold: ${wrong}` };
    } finally {
      leave();
      endedAt = clock.monotonic();
    }
  };
  const withRetries = async (): Promise<StrategyResult> => {
    for (let left = options.retries;; left--) {
      try {
        return await withDeadline();
      } catch (error) {
        if (signal.aborted || error instanceof UserError) throw error;
        const said = error instanceof Error ? error.message : String(error);
        if (left <= 0 || error === stop.signal.reason) return failed(said);
      }
    }
  };
  const withDeadline = async (): Promise<StrategyResult> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const late = () => {
      stop.abort(new DOMException(`not back by its deadline`, "TimeoutError"));
      reject(stop.signal.reason);
    };
    const onAbort = () => reject(signal.reason);
    const timer = setTimeout(late, options.limits.deadlineMs + GRACE_MS);
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      const running = strategy.run(options.goal, { ...options.limits, signal }, {
        ...options.toolsFor(strategy),
        lean: metered.lean,
        clock,
      });
      // The one who lost the race below may still fail, and nobody would hear it.
      running.catch(() => {});
      return await Promise.race([running, promise]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    }
  };
  const failed = (error: string): StrategyResult => ({
    success: false,
    strategy: strategy.name,
    tactics: [],
    timeSeconds: attempt.workMs / 1000,
    heartbeats: metered.meter.heartbeats,
    subgoals: [],
    error,
  });
  attempt.ended = work().catch((error) => {
    if (!signal.aborted) throw error;
  });
  return attempt;
}
