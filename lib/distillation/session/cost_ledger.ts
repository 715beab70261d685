import { costBudget, type Reservation } from "../../substrate/models/cost_budget.ts";
import { ModelStop } from "../../substrate/models/model_failure.ts";
import { BudgetSpent } from "./budget_spent.ts";
import { COST_ROLES, type CostRole } from "./learning_session.ts";
import type { CostLedger } from "./ports.ts";

/**
 * The account of a session: one limit over all roles, and what each has spent. Money is set aside before a
 * call, so the limit holds whatever the call turns out to cost.
 *
 * @example
 * ```ts
 * import { assertEquals, assertRejects } from "@std/assert";
 * import { createCostLedger } from "./cost_ledger.ts";
 * const ledger = createCostLedger(1);
 * (await ledger.reserve("teacher", 0.9)).settle(0.25);
 * assertEquals(ledger.spentUsd.teacher, 0.25);
 * await assertRejects(() => ledger.reserve("gate", 0.8), Error, "0.25 of 1 USD spent");
 * ```
 */
export function createCostLedger(limitUsd: number): CostLedger {
  const budget = costBudget(limitUsd);
  const spent: Record<CostRole, number> = { teacher: 0, judge: 0, student: 0, gate: 0 };
  return {
    limitUsd,
    get spentUsd() {
      return { ...spent };
    },
    reserve: async (role, mostUsd) => {
      let reservation: Reservation;
      try {
        reservation = await budget.reserve(mostUsd);
      } catch (cause) {
        if (!(cause instanceof ModelStop)) throw cause;
        throw new BudgetSpent(
          `${plain(budget.spentUsd)} of ${plain(limitUsd)} USD spent, and the next call for the ` +
            `${role} may cost ${plain(mostUsd)}`,
          { cause },
        );
      }
      return {
        settle: (costUsd) => {
          spent[role] += costUsd;
          reservation.settle(costUsd);
        },
      };
    },
  };
}

/** What all roles have spent together. */
export function totalSpent({ spentUsd }: Pick<CostLedger, "spentUsd">): number {
  return COST_ROLES.reduce((sum, role) => sum + spentUsd[role], 0);
}

function plain(usd: number): string {
  return String(Number(usd.toFixed(6)));
}
