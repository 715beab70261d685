/** What a test was given, to be closed with how it came out. */
export interface AlphaGrant {
  readonly alpha: number;
  /** Once: an accepted edit gives its alpha back, any other keeps it. @returns what was spent */
  close(accepted: boolean): number;
}

/**
 * Divides the false acceptances that a session may risk among its edits.
 *
 * What is left is divided evenly among the edits still expected; edits beyond that get half of what is left
 * each. The alpha of an accepted edit comes back: were the edit no gain, the one mistake that the budget is
 * for has been made already; if it is one, nothing was risked on it. Until a first mistake, edits that are no
 * gain have cost at most the budget, so the chance of any mistake in the session is at most the budget.
 *
 * Source: B. L. Wiens, "A fixed sequence Bonferroni procedure", Pharmaceutical Statistics 2 (2003).
 *
 * @example
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { AlphaLedger } from "./alpha_ledger.ts";
 * const ledger = new AlphaLedger(0.05, 2);
 * ledger.grant().close(false); // 0.025 gone
 * ledger.grant().close(true); // came back
 * assertAlmostEquals(ledger.spent, 0.025);
 * ```
 */
export class AlphaLedger {
  readonly #expected: number;
  #decided = 0;
  #spent: number;

  /** @param spent what earlier tests of the same session took */
  constructor(readonly budget: number, expectedEdits: number, spent = 0) {
    this.#expected = expectedEdits;
    this.#spent = spent;
  }

  /** What the next test would be given. */
  get next(): number {
    const left = this.#expected - this.#decided;
    return (this.budget - this.#spent) / (left >= 1 ? left : 2);
  }

  /** What tests under way and lost have taken. */
  get spent(): number {
    return this.#spent;
  }

  /** Takes alpha for one test. */
  grant(): AlphaGrant {
    const alpha = this.next;
    this.#decided++;
    this.#spent += alpha;
    let open = true;
    return {
      alpha,
      close: (accepted) => {
        if (open && accepted) this.#spent = Math.max(0, this.#spent - alpha);
        open = false;
        return accepted ? 0 : alpha;
      },
    };
  }
}
