import { createCpuGovernor } from "../../substrate/compute/cpu_governor.ts";
import type { CpuSampler } from "../../substrate/compute/cpu_sampler.ts";
import type { Clock } from "../../substrate/values/clock.ts";
import type { SlotLimits } from "./slots.ts";

/** Options of {@linkcode startCpuThrottle}. */
export interface CpuThrottleOptions {
  /** Share of the machine's processors to hold, in (0, 1]; 1 holds nothing back. */
  readonly target: number;
  readonly sampler: CpuSampler;
  readonly clock: Clock;
  /** Most seats; fewer while the machine is busy. */
  readonly limits: SlotLimits;
  /** Hears of a new number of seats. */
  readonly onLimits: (limits: SlotLimits) => void;
  /** Milliseconds between two measurements. @default {200} */
  readonly tickMs?: number;
  /** Milliseconds over which use is averaged. @default {2000} */
  readonly averageMs?: number;
}

/** Holds a search back while the machine is busier than it should be. */
export interface CpuThrottle extends Disposable {
  /** Resolves with the milliseconds waited as soon as there is room for another request. */
  gate(): Promise<number>;
  /** Average use of all processors, in [0, 1]; `undefined` before the first measurement. */
  readonly use: number | undefined;
  /** Takes a measurement now; the timer does so by itself. */
  tick(): Promise<void>;
}

/** Ticks at full use that may be owed, and that may be saved up. */
const OWED_TICKS = 25, SAVED_TICKS = 2.5;

/** Ticks of the gate between two of the seats: seats change slowly, the gate holds the target. */
const TICKS_PER_REVIEW = 10;

/**
 * Starts to hold the use of all processors, whoever causes it, at a target.
 *
 * Two things give way to the moving average of measured use: requests wait at a gate while what was used above
 * the target is not yet saved again, and seats shrink and grow. So the mean over a minute is the target, however
 * coarse requests and processors are; where others alone use more than that, nothing passes but one request now
 * and then.
 */
export function startCpuThrottle(options: CpuThrottleOptions): CpuThrottle {
  const { target, sampler, clock, limits, onLimits, tickMs = 200, averageMs = 2000 } = options;
  const seats = limits.light + limits.heavy;
  const governor = createCpuGovernor({ min: 1, max: Math.max(1, seats), target, start: seats });
  const weight = Math.min(1, tickMs / averageMs);
  const waiting: (() => void)[] = [];
  let use: number | undefined;
  let ticks = 0, since = 0, closedSince = clock.monotonic();
  let surplus = 0;
  const open = () => target >= 1 || surplus <= 0;
  const tick = async (): Promise<void> => {
    const measured = await sampler.sample();
    if (measured === undefined) return;
    use = use === undefined ? measured : weight * measured + (1 - weight) * use;
    // What was used above the target is saved later; neither is remembered for long.
    surplus = Math.max(-SAVED_TICKS, Math.min(OWED_TICKS, surplus + use - target));
    since += measured;
    if (++ticks % TICKS_PER_REVIEW === 0) {
      onLimits(shared(governor.observe(Math.min(1, since / TICKS_PER_REVIEW)), limits));
      since = 0;
    }
    if (open()) closedSince = clock.monotonic();
    // One at a time: each is given a tick to show what it costs.
    const starved = clock.monotonic() - closedSince >= STARVED_MS;
    if (open() || starved) waiting.shift()?.();
    if (starved) closedSince = clock.monotonic();
  };
  let measuring = false;
  const timer = setInterval(async () => {
    if (measuring) return;
    measuring = true;
    await tick().finally(() => measuring = false);
  }, tickMs);
  return {
    tick,
    get use() {
      return use;
    },
    gate: () => {
      if (open() && waiting.length === 0) return Promise.resolve(0);
      const asked = clock.monotonic();
      const { promise, resolve } = Promise.withResolvers<number>();
      waiting.push(() => resolve(clock.monotonic() - asked));
      return promise;
    },
    [Symbol.dispose]: () => {
      clearInterval(timer);
      for (const pass of waiting.splice(0)) pass();
    },
  };
}

/** After so long a request passes all the same: a search never stands still for good. */
const STARVED_MS = 30_000;

/** Seats of both kinds in the proportion of their limits, at least one of each that has any. */
function shared(seats: number, { light, heavy }: SlotLimits): SlotLimits {
  const share = seats / (light + heavy);
  const part = (most: number) => most === 0 ? 0 : Math.max(1, Math.round(most * share));
  return { light: part(light), heavy: part(heavy) };
}
