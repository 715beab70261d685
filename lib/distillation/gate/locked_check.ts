import type { Confirmation } from "../session/gate_decision.ts";
import type { StateFolder } from "../session/ports.ts";
import type { Unit } from "./choose_tasks.ts";
import { differencesOf, type TaskPair } from "./compare_states.ts";
import { BettingTest } from "./betting_test.ts";
import { meanInterval } from "./mean_interval.ts";
import { points } from "./paired_decision.ts";

/** Chance that either end of the interval misses. */
const LOCKED_ALPHA = 0.05;

/**
 * What the locked split says of all accepted edits together; each family counts once, whatever its size.
 *
 * Nothing was chosen by these scores, so their mean is not flattered as that of the gate split is; the more
 * sessions have looked, the less that holds, and the count is told.
 */
export function judgeLocked(
  units: readonly Unit[],
  pairs: readonly TaskPair[],
  { before, after, looked }: {
    readonly before: StateFolder;
    readonly after: StateFolder;
    readonly looked: number;
  },
): Confirmation {
  const byUnit = differencesOf(units, pairs).filter((unit) => unit.length > 0);
  const tasks = byUnit.reduce((sum, unit) => sum + unit.length, 0);
  const values = byUnit.map((unit) =>
    unit.reduce((sum, one) => sum + one.difference, 0) / unit.length
  );
  const delta = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
  const verdict = wins(values)
    ? "confirmed"
    : wins(values.map((value) => -value))
    ? "harmed"
    : "not_confirmed";
  const ends = meanInterval(values, LOCKED_ALPHA);
  const ci = {
    low: Math.max(verdict === "confirmed" ? 0 : -1, ends.low),
    high: Math.min(verdict === "harmed" ? 0 : 1, ends.high),
  };
  const measured = tasks === 0
    ? "no locked task could be compared"
    : `${points(delta)}, 90 % interval ${(100 * ci.low).toFixed(1)} to ${
      (100 * ci.high).toFixed(1)
    }, ${tasks} tasks of ${values.length} families`;
  const reason = `${measured}; looked at ${looked === 1 ? "once" : `${looked} times`}`;
  return { before: before.digest, after: after.digest, tasks, delta, ci, looked, verdict, reason };
}

/** A bet on the mean of all values is won. */
function wins(values: readonly number[]): boolean {
  const test = new BettingTest({ alpha: LOCKED_ALPHA, planned: values.length });
  return values.some((value) => (test.add(value), test.crossed));
}
