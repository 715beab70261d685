/** Options of {@linkcode createCpuGovernor}. */
export interface CpuGovernorOptions {
  /** Slots at least. */
  readonly min: number;
  /** Slots at most. */
  readonly max: number;
  /**
   * Share of the machine's CPU to hold, in (0, 1].
   *
   * @default {0.9}
   */
  readonly target?: number;
  /**
   * Distance from the target that is left alone.
   *
   * @default {0.05}
   */
  readonly tolerance?: number;
  /**
   * Weight of the newest measurement in the moving average, in (0, 1].
   *
   * @default {0.4}
   */
  readonly weight?: number;
  /** @default {min} */
  readonly start?: number;
}

/** Turns measurements of CPU use into a number of slots. */
export interface CpuGovernor {
  readonly slots: number;
  /** Smoothed CPU use; `undefined` before the first measurement. */
  readonly use: number | undefined;
  /** Takes the share of the CPU that was busy, in [0, 1], and returns the slots from now on. */
  observe(use: number): number;
}

/**
 * Makes a controller that holds CPU use near a target: one slot more below it, proportionally fewer above.
 *
 * After a change the average starts afresh, so that a change is judged by what followed it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { createCpuGovernor } from "./cpu_governor.ts";
 * const governor = createCpuGovernor({ min: 1, max: 4, target: 0.8 });
 * assertEquals([governor.observe(0.3), governor.observe(0.5)], [2, 3]);
 * assertEquals(governor.observe(1), 2);
 * ```
 */
export function createCpuGovernor(options: CpuGovernorOptions): CpuGovernor {
  const { min, max, target = 0.9, tolerance = 0.05, weight = 0.4 } = options;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 1 || max < min) {
    throw new RangeError(`Expected 1 ≤ min ≤ max slots but found ${min} and ${max}`);
  }
  if (!(target > 0 && target <= 1)) {
    throw new RangeError(`Expected a target in (0, 1] but found ${target}`);
  }
  // Stays below 1 for a target close to it: use cannot rise above 1 to be noticed.
  const ceiling = Math.min(target + tolerance, (target + 1) / 2);
  const clamped = (slots: number) => Math.min(max, Math.max(min, slots));
  let slots = clamped(options.start ?? min);
  let use: number | undefined;
  let shown: number | undefined;
  return {
    get slots() {
      return slots;
    },
    get use() {
      return shown;
    },
    observe: (measured) => {
      if (!(measured >= 0 && measured <= 1)) {
        throw new RangeError(`Expected a share in [0, 1] but found ${measured}`);
      }
      use = use === undefined ? measured : weight * measured + (1 - weight) * use;
      shown = use;
      const before = slots;
      if (use > ceiling) {
        slots = clamped(Math.min(slots - 1, Math.floor(slots * target / use)));
      } else if (use < target - tolerance) slots = clamped(slots + 1);
      if (slots !== before) use = undefined;
      return slots;
    },
  };
}
