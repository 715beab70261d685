import type { Goal } from "../../../lib/proof/goal/goal.ts";
import type { Ledger } from "../../../lib/proof/ledger/open_ledger.ts";
import { runGoals } from "../../../lib/proof/ledger/run_queue.ts";
import { runSearch } from "../../../lib/proof/scheduler/run_search.ts";
import type { SearchEvent, SearchOptions } from "../../../lib/proof/scheduler/search_options.ts";
import { createSlots } from "../../../lib/proof/scheduler/slots.ts";
import { systemClock } from "../../../lib/substrate/values/clock.ts";
import { scriptedLean } from "../_scripted.ts";

/** A goal for tests. */
export function testGoal(name: string, more: Partial<Goal> = {}): Goal {
  return {
    ...{ name, statement: `${name} = ${name}`, context: [], difficulty: 0.5, priority: 0.5 },
    ...{ category: "nat", source: "file", ...more },
  };
}

/** A search whose parts are scripted where a test does not say otherwise. */
export async function search(
  ledger: Ledger,
  more: Partial<SearchOptions> & Pick<SearchOptions, "goals" | "strategies">,
  onEvent: (event: SearchEvent) => void | Promise<void> = () => {},
): Promise<SearchEvent[]> {
  const events: SearchEvent[] = [];
  for await (
    const event of runSearch({
      ...{ command: "proof-bank", lean: scriptedLean(), ledger, clock: systemClock },
      ...{ slots: createSlots({ light: 4, heavy: 1 }), owner: "tests" },
      ...more,
      settings: { seed: 1, ...more.settings },
    })
  ) {
    events.push(event);
    await onEvent(event);
  }
  return events;
}

/** What became of each goal of the last run. */
export async function outcomes(ledger: Ledger): Promise<string[]> {
  const run = await ledger.db.selectFrom("runs").select("run_id").orderBy("started_at", "desc")
    .orderBy("run_id", "desc").executeTakeFirstOrThrow();
  return (await runGoals(ledger.db, run.run_id)).map(({ name, verdict, strategy, tactics }) =>
    `${name}: ${verdict} ${strategy ?? "-"} ${tactics ?? "-"}`
  );
}
