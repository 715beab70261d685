import type { Clock } from "../../substrate/values/clock.ts";
import type { Goal } from "../goal/goal.ts";
import type { LeanBackend } from "../lean/lean_backend.ts";
import type {
  Strategy,
  StrategyLimits,
  StrategyResult,
  StrategyTools,
} from "../strategies/strategy.ts";
import type { Slots } from "./slots.ts";

/** Options of a race, and of the attempts in it. */
export interface RaceOptions {
  readonly goal: Goal;
  /** In the order in which they are preferred. */
  readonly strategies: readonly Strategy[];
  /** How many run side by side; when all of them have failed, the next ones follow. */
  readonly width: number;
  /**
   * Thousands of heartbeats that a strategy is given before the next one joins it; 0 begins them together.
   */
  readonly headStart: number;
  readonly limits: Omit<StrategyLimits, "signal">;
  readonly lean: LeanBackend;
  /** What a strategy works with besides Lean. */
  readonly toolsFor: (strategy: Strategy) => Omit<StrategyTools, "lean" | "clock">;
  /** Checks a proof that a strategy claims to have, and says what is wrong with it, if anything is. */
  readonly verify: (result: StrategyResult) => Promise<string | undefined>;
  readonly slots: Slots;
  /** Asked before every request to Lean. */
  readonly gate: () => Promise<number>;
  /** How often a strategy that broke down is begun again. */
  readonly retries: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}
