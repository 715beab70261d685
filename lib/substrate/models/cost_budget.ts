import { ModelStop } from "./model_failure.ts";

/** Money set aside for a call that is about to be made. */
export interface Reservation {
  /** Gives back what is left once the cost is known, in US dollars; once. */
  settle(costUsd: number): void;
}

/** A hard limit on what calls may cost together. */
export interface CostBudget {
  readonly spentUsd: number;
  /**
   * Sets aside the most that a call may cost; waits while only calls under way stand against it.
   *
   * @throws {ModelStop} when even their coming out cheap could not make room.
   */
  reserve(mostUsd: number): Promise<Reservation>;
}

/** Rounding of sums must not stop a run. */
const DUST = 1e-9;

/**
 * A budget of `limitUsd`, of which `spentUsd` are gone already.
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 * import { costBudget } from "./cost_budget.ts";
 * const budget = costBudget(1);
 * (await budget.reserve(0.9)).settle(0.2);
 * assertEquals(budget.spentUsd, 0.2);
 * await assertRejects(() => budget.reserve(0.9));
 * ```
 */
export function costBudget(limitUsd: number, spentUsd = 0): CostBudget {
  let spent = spentUsd, reserved = 0;
  let waiting: (() => void)[] = [];
  return {
    get spentUsd() {
      return spent;
    },
    reserve: async (mostUsd) => {
      for (;;) {
        if (spent + mostUsd > limitUsd + DUST) throw usedUp(spent, limitUsd, mostUsd);
        if (spent + reserved + mostUsd <= limitUsd + DUST) break;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      reserved += mostUsd;
      return {
        settle: (costUsd) => {
          reserved -= mostUsd;
          spent += costUsd;
          const woken = waiting;
          waiting = [];
          for (const wake of woken) wake();
        },
      };
    },
  };
}

function usedUp(spent: number, limit: number, most: number): ModelStop {
  return new ModelStop(
    `the cost limit is reached: ${usd(spent)} of ${
      usd(limit)
    } USD spent, and the next call may cost ` +
      `${usd(most)}; the same command with --resume and a higher --max-cost-usd goes on`,
  );
}

/** Enough digits to tell cheap calls from free ones. */
function usd(amount: number): string {
  return String(Number(amount.toFixed(6)));
}
